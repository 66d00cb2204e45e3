package com.smipay.support.messaging.chat;

import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.ChatRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.PostingVerdict;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.domain.Words;
import java.util.UUID;

/// By which right somebody writes to a chat that is there already.
public sealed interface Sender {
    /// Whether they may know of it.
    boolean knows(Conversation conversation);

    /// On a chat that they know of.
    PostingVerdict writes(Conversation conversation, UUID messageId, Words words);

    /// By the token of whoever owns it, or who comes to own it by that.
    record Owner(Person person) implements Sender {
        @Override
        public boolean knows(Conversation conversation) {
            return AccessRules.owns(conversation.owner(), person);
        }

        @Override
        public PostingVerdict writes(Conversation conversation, UUID messageId, Words words) {
            return ChatRules.message(conversation, messageId, words, person);
        }
    }

    /// By the email of a chat that belongs to no user yet (`decisions.md` 12).
    record Guest(Visitor visitor) implements Sender {
        @Override
        public boolean knows(Conversation conversation) {
            return conversation.owner().isUnclaimed();
        }

        @Override
        public PostingVerdict writes(Conversation conversation, UUID messageId, Words words) {
            return ChatRules.guestMessage(conversation, messageId, words, visitor);
        }
    }
}
