package com.smipay.support.bench.stack;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.token.LocalToken;
import java.time.Duration;

/// Somebody with an account.
///
/// @param role `user` or `admin`
public record Person(String id, String email, String name, String role) {
    private static final Duration TOKEN_LIFE = Duration.ofDays(1);

    /// Number so and so.
    public static Person user(int number) {
        return new Person(
                "0192aaaa-0000-7000-8000-%012d".formatted(number),
                "user" + number + "@example.com",
                "User Number" + number,
                "user");
    }

    public static Person admin(int number) {
        return new Person(
                "0192bbbb-0000-7000-8000-%012d".formatted(number),
                "admin" + number + "@smipay.example",
                "Admin Number" + number,
                "admin");
    }

    /// One that the stack takes, and the peers too.
    public String token(OwnStack stack) {
        return LocalToken.of(id, email, name, role, TOKEN_LIFE).sign(stack.secret(Secret.JWT_HS256));
    }
}
