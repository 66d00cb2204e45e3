package com.smipay.support.messaging.privacy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ExportPage;
import com.smipay.support.messaging.store.Erasures;
import com.smipay.support.messaging.store.Exports;
import java.util.UUID;

/// What is kept of a person: their chats that have no ticket; and what was said in any conversation. Safe for all
/// threads.
public record ExportPerson(Database database) {
    public ExportPage page(DataSubject person, UUID after) {
        String userId = person.userId();
        return Exports.chats(
                database, userId == null ? person : person.reachedAt(Erasures.emailOf(database, userId)), after);
    }

    /// @param after a place in the conversation; 0 for the first page
    public ExportPage messages(UUID conversation, long after) {
        return Exports.messages(database, conversation, after);
    }
}
