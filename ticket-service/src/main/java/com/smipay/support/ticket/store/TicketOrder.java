package com.smipay.support.ticket.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the admin's list is sorted (`admin-api.md`, List). Equal ones go by creation, then by id, so that pages neither
/// overlap nor skip.
public record TicketOrder(By by, boolean descending) {
    /// Priorities sort from low to urgent, statuses and types by the alphabet.
    public enum By {
        CREATED_AT("createdAt", "created_at, id"),
        UPDATED_AT("updatedAt", "updated_at, id"),
        PRIORITY("priority", "priority_rank, created_at, id"),
        STATUS("status", "status, created_at, id"),
        SUPPORT_TYPE("support_type", "support_type, created_at, id");

        private final String wire;
        private final String columns;

        By(String wire, String columns) {
            this.wire = wire;
            this.columns = columns;
        }

        public String wire() {
            return wire;
        }

        public static Optional<By> parse(String wire) {
            return Arrays.stream(values()).filter(by -> by.wire.equals(wire)).findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(By::wire).toList();
        }
    }

    String clause(String alias) {
        return clause(alias, by.columns);
    }

    /// The order within tickets that share status, priority and type.
    String clauseWithinSlice(String alias) {
        return clause(alias, by == By.UPDATED_AT ? By.UPDATED_AT.columns : By.CREATED_AT.columns);
    }

    private String clause(String alias, String columns) {
        String direction = descending ? " desc" : " asc";
        return Arrays.stream(columns.split(", ", -1))
                .map(column -> alias + "." + column + direction)
                .collect(Collectors.joining(", "));
    }
}
