package com.smipay.support.contracts.http;

/// The one shape of every success (`decisions.md` 1).
public record Envelope<T>(boolean success, String message, T data) {
    public static <T> Envelope<T> of(String message, T data) {
        return new Envelope<>(true, message, data);
    }
}
