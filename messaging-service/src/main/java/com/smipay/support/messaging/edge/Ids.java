package com.smipay.support.messaging.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.text.Uuids;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Message ids in bodies.
public final class Ids {
    private Ids() {}

    /// A field of a body; null where it is absent, blank or at fault.
    public static @Nullable UUID optional(Fields fields, String field) {
        JsonNode node = fields.filled(field);
        if (node == null) {
            return null;
        }
        Optional<UUID> id = node.isTextual() ? Uuids.parse(node.textValue()) : Optional.empty();
        if (id.isEmpty()) {
            fields.reject(field, field + " must be the id of a message");
        }
        return id.orElse(null);
    }
}
