package com.smipay.support.messaging.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the agents' list is sorted (`live-chat-api.md`, Admin side). Equal ones go by id, so that pages neither overlap
/// nor skip.
public record ChatOrder(By by, boolean descending) {
    public enum By {
        LAST_MESSAGE_AT("last_message_at", "last_message_at, conversation_id"),
        CREATED_AT("createdAt", "created_at, conversation_id"),
        UPDATED_AT("updatedAt", "updated_at, conversation_id"),
        STATUS("status", "status, last_message_at, conversation_id");

        private final String wire;
        private final String columns;

        By(String wire, String columns) {
            this.wire = wire;
            this.columns = columns;
        }

        public static Optional<By> parse(String wire) {
            return Arrays.stream(values()).filter(by -> by.wire.equals(wire)).findFirst();
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(by -> by.wire).toList();
        }
    }

    String clause(String alias) {
        String direction = descending ? " desc" : " asc";
        return Arrays.stream(by.columns.split(", ", -1))
                .map(column -> alias + "." + column + direction)
                .collect(Collectors.joining(", "));
    }
}
