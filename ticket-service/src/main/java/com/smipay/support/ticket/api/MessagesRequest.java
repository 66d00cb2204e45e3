package com.smipay.support.ticket.api;

import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.ticket.admin.MessagesQuery;

/// Reads which of a ticket's messages a detail is to show.
final class MessagesRequest {
    private static final int MAX_LIMIT = 500;

    private MessagesRequest() {}

    static MessagesQuery parse(QueryFields query) {
        return new MessagesQuery(
                query.optionalNumber("limit", 1, MAX_LIMIT), query.optionalUuid("before", "the id of a message"));
    }
}
