package com.smipay.support.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.TextRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The field `phone_number` of a body (`decisions.md` 4, 7, 36).
public final class PhoneField {
    private static final String FIELD = "phone_number";
    private static final String INVALID_PHONE = "INVALID_PHONE";
    private static final String INVALID_PHONE_TEXT = "Phone number must be in E.164 format, for example +2348012345678";

    private PhoneField() {}

    /// E.164; null where none is told, or what is told is none.
    public static @Nullable String of(Fields fields) {
        JsonNode node = fields.filled(FIELD);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            fields.reject(FIELD, FIELD + " must be text");
            return null;
        }
        Optional<String> fault = new TextRule(0, Integer.MAX_VALUE).fault(FIELD, node.textValue());
        if (fault.isPresent()) {
            fields.reject(FIELD, fault.get());
            return null;
        }
        Optional<String> number = PhoneNumbers.e164(node.textValue());
        if (number.isEmpty()) {
            fields.reject(FIELD, INVALID_PHONE, INVALID_PHONE_TEXT);
        }
        return number.orElse(null);
    }
}
