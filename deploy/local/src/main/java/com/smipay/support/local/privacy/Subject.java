package com.smipay.support.local.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The person in question, as the services' internal calls take them.
///
/// @param userId null where they have no account
public record Subject(@Nullable String userId, List<String> emails) {
    ObjectNode body() {
        ObjectNode body = Json.mapper().createObjectNode();
        if (userId != null) {
            body.put("user_id", userId);
        }
        emails.forEach(body.putArray("emails")::add);
        return body;
    }
}
