package com.smipay.support.contracts.http;

/// Header names that cross a wire (`decisions.md` 8, 9, 10).
public final class Headers {
    public static final String REQUEST_ID = "X-Request-Id";
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    public static final String IDEMPOTENT_REPLAYED = "Idempotent-Replayed";
    public static final String RETRY_AFTER = "Retry-After";
    /// As the IETF's draft of RateLimit header fields has them.
    public static final String RATE_LIMIT = "RateLimit";

    public static final String RATE_LIMIT_POLICY = "RateLimit-Policy";
    public static final String TRACEPARENT = "traceparent";
    public static final String FORWARDED_FOR = "X-Forwarded-For";

    /// A credential of a guest: never in a log, an event, or an answer to anyone but admins.
    public static final String DEVICE_ID = "x-device-id";

    public static final String DEVICE_FINGERPRINT = "x-device-fingerprint";
    public static final String DEVICE_NAME = "x-device-name";
    public static final String DEVICE_MODEL = "x-device-model";
    public static final String PLATFORM = "platform";
    public static final String OS_NAME = "x-os-name";
    public static final String OS_VERSION = "x-os-version";
    public static final String APP_VERSION = "x-app-version";

    public static final String TIMESTAMP = "x-timestamp";
    public static final String NONCE = "x-nonce";
    public static final String SIGNATURE_VERSION = "x-signature-version";
    public static final String SIGNATURE = "x-signature";

    private Headers() {}
}
