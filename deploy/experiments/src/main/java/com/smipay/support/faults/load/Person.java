package com.smipay.support.faults.load;

import com.smipay.support.local.token.LocalToken;
import java.time.Duration;
import java.util.UUID;

/// Somebody with an account and a device.
public record Person(String id, String email, String device, String token) {
    private static final Duration LIFETIME = Duration.ofHours(12);

    public static Person user(String secret) {
        return of("user", secret);
    }

    public static Person admin(String secret) {
        return of("admin", secret);
    }

    private static Person of(String role, String secret) {
        String id = UUID.randomUUID().toString();
        String email = id + "@example.com";
        String token = LocalToken.of(id, email, "Faith Ade", role, LIFETIME).sign(secret);
        return new Person(id, email, "device-" + id, token);
    }
}
