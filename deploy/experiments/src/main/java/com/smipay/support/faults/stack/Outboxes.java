package com.smipay.support.faults.stack;

import java.util.List;

/// What the services have decided and not published yet.
public record Outboxes(OwnStack stack) {
    private static final List<String> DATABASES = List.of("ticket", "messaging", "rating");

    /// Events that wait, all together.
    public long waiting() {
        return DATABASES.stream()
                .mapToLong(name -> Long.parseLong(stack.database(name).text("select count(*) from outbox")))
                .sum();
    }
}
