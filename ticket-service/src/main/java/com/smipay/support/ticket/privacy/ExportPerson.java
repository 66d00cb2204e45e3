package com.smipay.support.ticket.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.privacy.ExportPage;
import com.smipay.support.ticket.store.Exports;
import com.smipay.support.ticket.store.People;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What is kept of a person: with the first page the account and registrations, then their tickets. Safe for all
/// threads.
public record ExportPerson(Database database) {
    public ExportPage page(DataSubject person, UUID after) {
        String userId = person.userId();
        DataSubject known = userId == null ? person : person.reachedAt(People.emailOf(database, userId));
        ExportPage tickets = Exports.tickets(database, known, after);
        if (!after.equals(ExportEndpoint.BEGINNING)) {
            return tickets;
        }
        List<JsonNode> items = Stream.concat(
                        Exports.person(database, known).stream().map(ExportPage.Item::value), tickets.items().stream())
                .toList();
        return new ExportPage(items, tickets.next());
    }
}
