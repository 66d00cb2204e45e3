package com.smipay.support.messaging.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.smipay.support.messaging.domain.Conversation;
import java.util.Optional;

/// Conversations that took a message lately, as they were then: who writes again need not look again, for the statement
/// that writes finds nothing where the conversation has changed meanwhile. A refusal never rests on what is remembered.
/// Safe for all threads.
///
/// @param <K> how senders name them
public final class RecentConversations<K> {
    /// A kilobyte or so each.
    static final int MOST_REMEMBERED = 2_000;

    private final Cache<K, Conversation> conversations = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();

    public Optional<Conversation> find(K reference) {
        return Optional.ofNullable(conversations.getIfPresent(reference));
    }

    public void remember(K reference, Conversation conversation) {
        conversations.put(reference, conversation);
    }
}
