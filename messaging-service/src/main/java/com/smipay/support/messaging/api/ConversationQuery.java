package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.messaging.domain.Page;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Visitor;
import io.helidon.webserver.http.ServerRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The query of `support-api.md` §3, with `decisions.md` 12 and 19.
///
/// @param ticketNumber as it was written
/// @param limit null for as much as there may be in one answer (`decisions.md` 56)
/// @param before the id of a message; null for the newest page
record ConversationQuery(
        String ticketNumber,
        @Nullable Integer limit,
        @Nullable UUID before,
        Visitor visitor) {
    private static final String TICKET_NUMBER = "ticket_number";

    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending parameter
    static ConversationQuery parse(ServerRequest req, @Nullable Person person, Visitors visitors) {
        QueryFields query = new QueryFields(req.query());
        String ticketNumber = query.filled(TICKET_NUMBER);
        if (ticketNumber == null) {
            query.reject(TICKET_NUMBER, TICKET_NUMBER + " is required");
        }
        Integer limit = query.optionalNumber("limit", 1, Page.MAX_LIMIT);
        UUID before = query.optionalUuid("before", "the id of a message");
        Visitor visitor = visitors.identify(req, person, query);
        query.check();
        return new ConversationQuery(ticketNumber == null ? "" : ticketNumber, limit, before, visitor);
    }
}
