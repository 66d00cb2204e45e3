package com.smipay.support.kit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What is known of the device that a ticket came from.
public final class DeviceFacts {
    public static final String PLATFORM = "platform";
    private static final String UNKNOWN = "unknown";

    private DeviceFacts() {}

    /// The same with a platform, where a dashboard reads a text (`decisions.md` 48): `unknown` where nobody told one.
    ///
    /// @param told null where nothing is known at all
    public static ObjectNode withPlatform(@Nullable JsonNode told) {
        ObjectNode known =
                told instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        return known.path(PLATFORM).isTextual() ? known : known.put(PLATFORM, UNKNOWN);
    }
}
