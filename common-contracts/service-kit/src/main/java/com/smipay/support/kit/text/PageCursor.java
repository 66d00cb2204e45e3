package com.smipay.support.kit.text;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// The last one of a page of a user's list, from which the next page goes on (`decisions.md` 19). Opaque to clients.
public record PageCursor(Instant updatedAt, UUID id) {
    private static final int BYTES = 3 * Long.BYTES;
    /// Beyond these nothing is, and the database has no such times.
    private static final long LATEST_MILLI =
            Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    public String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(updatedAt.toEpochMilli())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Empty for what no page ever gave out.
    public static Optional<PageCursor> decode(String text) {
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (decoded.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded);
        long milli = bytes.getLong();
        return milli < 0 || milli > LATEST_MILLI
                ? Optional.empty()
                : Optional.of(new PageCursor(Instant.ofEpochMilli(milli), new UUID(bytes.getLong(), bytes.getLong())));
    }
}
