package com.smipay.support.messaging.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.http.Fields;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Message ids as callers write them. Stricter than [UUID#fromString], which takes shortened ones too.
public final class Ids {
    private static final Pattern SHAPE =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private Ids() {}

    /// Empty for what is no UUID.
    public static Optional<UUID> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /// A field of a body; null where it is absent or at fault.
    public static @Nullable UUID optional(Fields fields, String field) {
        JsonNode node = fields.node(field);
        if (node == null) {
            return null;
        }
        Optional<UUID> id = node.isTextual() ? parse(node.textValue()) : Optional.empty();
        if (id.isEmpty()) {
            fields.reject(field, field + " must be the id of a message");
        }
        return id.orElse(null);
    }
}
