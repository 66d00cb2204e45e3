package com.smipay.support.kit.signing;

/// What may be wrong with a signed request, with the sentence that its caller is told.
public enum SignatureFault {
    TIMESTAMP("Missing or malformed x-timestamp header"),
    NONCE("Missing or malformed x-nonce header"),
    VERSION("Missing or malformed x-signature-version header"),
    SIGNATURE("Missing or malformed x-signature header"),
    SKEW("The x-timestamp header is more than five minutes off"),
    MISMATCH("The request signature is not valid"),
    REPLAY("The x-nonce header was used before");

    private final String message;

    SignatureFault(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}
