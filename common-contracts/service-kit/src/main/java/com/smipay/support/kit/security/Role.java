package com.smipay.support.kit.security;

/// What a token may claim as its `role` (`decisions.md` 14).
public enum Role {
    USER,
    ADMIN
}
