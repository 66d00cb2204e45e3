package com.smipay.support.kit.http;

import com.smipay.support.kit.text.BlankText;
import org.jspecify.annotations.Nullable;

/// The field `client_id` of whatever becomes a message (`decisions.md` 64).
public final class ClientIdField {
    private static final String FIELD = "client_id";
    private static final int MAX_LENGTH = 64;

    private ClientIdField() {}

    /// Trimmed; null where it is absent, blank or at fault.
    public static @Nullable String of(Fields fields) {
        String id = fields.optionalText(FIELD, 1, MAX_LENGTH);
        return id == null ? null : BlankText.trim(id);
    }
}
