package com.smipay.support.messaging.chat;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Visitor;
import com.smipay.support.messaging.store.Conversations;
import com.smipay.support.messaging.store.EmailAttempts;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Finds chats for those who may read them (`decisions.md` 12). Safe for all threads.
public final class ReadableChats {
    private final Database database;
    private final EmailAttempts emails;

    public ReadableChats(Database database, EmailAttempts emails) {
        this.database = database;
        this.emails = emails;
    }

    /// An email that helped nobody is counted, for chats that do not exist too: the refusal does not tell them apart
    /// (`decisions.md` 12, 65).
    ///
    /// @param id as the caller wrote it
    /// @return empty for an unknown chat and for one that this visitor may not read
    Optional<Conversation> find(String id, Visitor visitor) {
        Optional<UUID> parsed = Uuids.parse(id);
        Optional<Conversation> known = parsed.flatMap(chat -> Conversations.findChat(database, chat));
        Optional<Conversation> found = known.filter(conversation -> mayRead(conversation, visitor));
        if (found.isEmpty() && visitor.email() != null) {
            known.map(Conversation::guessedAs)
                    .or(() -> parsed.map(chat -> chat.toString().toUpperCase(Locale.ROOT)))
                    .ifPresent(emails::count);
        }
        return found;
    }

    /// An email is not looked at after too many wrong ones.
    static boolean mayRead(Conversation conversation, Visitor visitor) {
        return AccessRules.mayReadByRight(
                conversation, conversation.emailsRefusedFor() == null ? visitor : visitor.withoutEmail());
    }
}
