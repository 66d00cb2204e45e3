package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.messaging.domain.Words;
import org.jspecify.annotations.Nullable;

/// The field `client_id` of whatever becomes a message (`decisions.md` 64).
public final class ClientIds {
    public static final String CLIENT_ID = "client_id";

    private ClientIds() {}

    /// Trimmed; null where it is absent, blank or at fault.
    public static @Nullable String optional(Fields fields) {
        String id = fields.optionalText(CLIENT_ID, 1, Words.MAX_CLIENT_ID);
        return id == null ? null : BlankText.trim(id);
    }
}
