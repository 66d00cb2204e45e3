package com.smipay.support.contracts.event;

/// What became of event data. An unknown type is a value, not an error: a newer peer may send one.
public sealed interface Decoded {
    record Known(SupportEvent event) implements Decoded {}

    record UnknownType(String type) implements Decoded {}

    /// @param reason why, without a word of the data
    record Malformed(String reason) implements Decoded {}
}
