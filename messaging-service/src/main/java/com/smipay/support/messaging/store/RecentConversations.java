package com.smipay.support.messaging.store;

import com.smipay.support.messaging.domain.Conversation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Conversations that took a message lately, as they were then: who writes again need not look again, for the statement
/// that writes finds nothing where the conversation has changed meanwhile. A refusal never rests on what is remembered.
/// Safe for all threads.
///
/// @param <K> how senders name them
public final class RecentConversations<K> {
    /// A kilobyte or so each.
    static final int MOST_REMEMBERED = 2_000;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<K, Conversation> conversations = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Conversation> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public synchronized Optional<Conversation> find(K reference) {
        return Optional.ofNullable(conversations.get(reference));
    }

    public synchronized void remember(K reference, Conversation conversation) {
        conversations.put(reference, conversation);
    }
}
