package com.smipay.support.kit.security;

/// What became of a token.
public sealed interface Verification {
    record Valid(Caller caller) implements Verification {}

    /// Everything about it is right but its time.
    record Expired() implements Verification {}

    /// @param reason for the log: never a word of the token
    record Invalid(String reason) implements Verification {}
}
