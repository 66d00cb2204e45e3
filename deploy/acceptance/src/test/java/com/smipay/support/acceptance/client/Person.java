package com.smipay.support.acceptance.client;

import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.token.LocalToken;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody with a device. Nobody shares anything with anybody else, unless a test says so.
///
/// @param id of the account
/// @param token null for a guest
public record Person(
        String id,
        String firstName,
        String lastName,
        String email,
        String device,
        @Nullable String token) {
    private static final Duration LIFETIME = Duration.ofHours(1);

    public static Person user() {
        return somebody("Ada", "user");
    }

    public static Person admin() {
        return somebody("Chidi", "admin");
    }

    public static Person guest() {
        return somebody("Guest", "user").withToken(null);
    }

    private static Person somebody(String name, String role) {
        Person person = new Person(
                UUID.randomUUID().toString(),
                name + Canary.WORD,
                "Obi" + Canary.WORD,
                Canary.email(),
                Canary.device(),
                null);
        return person.withToken(token(person.claims(role)));
    }

    public Person withToken(@Nullable String other) {
        return new Person(id, firstName, lastName, email, device, other);
    }

    public Person withDevice(String other) {
        return new Person(id, firstName, lastName, email, other, token);
    }

    /// The account that this guest makes later: the same person and email, a token, another device.
    public Person registered() {
        return withToken(token(claims("user"))).withDevice(Canary.device());
    }

    /// What an account system would put into this person's token.
    public Map<String, Object> claims(String role) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", id);
        claims.put("email", email);
        claims.put("first_name", firstName);
        claims.put("last_name", lastName);
        claims.put("role", role);
        claims.put("exp", Instant.now().plus(LIFETIME).getEpochSecond());
        return claims;
    }

    /// A token that the stack takes, if its claims deserve it.
    public static String token(Map<String, Object> claims) {
        return new LocalToken(claims).sign(LocalStack.running().secret(Secret.JWT_HS256));
    }

    public String name() {
        return firstName + " " + lastName;
    }

    public App app() {
        return new App(this);
    }

    public LiveChat chat() {
        return new LiveChat(this);
    }

    public Dashboard dashboard() {
        return new Dashboard(this);
    }

    /// @throws IllegalStateException for a guest
    public String bearer() {
        if (token == null) {
            throw new IllegalStateException("A guest has no token");
        }
        return token;
    }
}
