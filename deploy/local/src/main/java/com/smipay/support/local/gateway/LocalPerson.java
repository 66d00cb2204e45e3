package com.smipay.support.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.token.LocalToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Somebody whom one may be on one machine, to see both sides of the desk.
///
/// @param role as the token says it
record LocalPerson(String id, String name, String email, String role) {
    /// Those of the README's tour, and a second one of each side.
    static final List<LocalPerson> KNOWN = List.of(
            new LocalPerson("0192aaaa-0000-7000-8000-000000000001", "John Doe", "john@example.com", "user"),
            new LocalPerson("0192aaaa-0000-7000-8000-000000000002", "Ngozi Eze", "ngozi@example.com", "user"),
            new LocalPerson("0192aaaa-0000-7000-8000-0000000000aa", "Ada Obi", "ada@smipay.example", "admin"),
            new LocalPerson("0192aaaa-0000-7000-8000-0000000000ab", "Ben Udo", "ben@smipay.example", "admin"));

    /// Short, so that pages are seen to renew it.
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final int LONGEST_NAME = 60;

    /// One of those by `id`, or anybody else by `name` and `role`, the same one whenever they come again.
    static Optional<LocalPerson> wanted(byte[] body) {
        try {
            JsonNode wish = Json.mapper().readTree(body);
            String id = wish.path("id").asText();
            String name = wish.path("name").asText().strip();
            Optional<LocalPerson> known =
                    KNOWN.stream().filter(person -> person.id.equals(id)).findFirst();
            return known.isPresent() || name.isEmpty() || name.length() > LONGEST_NAME
                    ? known
                    : Optional.of(another(name, wish.path("role").asText().equals("admin") ? "admin" : "user"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static LocalPerson another(String name, String role) {
        String plain = name.toLowerCase(Locale.ROOT);
        UUID id = UUID.nameUUIDFromBytes((role + " " + plain).getBytes(StandardCharsets.UTF_8));
        return new LocalPerson(id.toString(), name, id.toString().substring(0, 8) + "@example.com", role);
    }

    /// @param environment where the services are told of an issuer and an audience, their tokens name them
    LocalToken token(Map<String, String> environment) {
        LocalToken token = LocalToken.of(id, email, name, role, LIFE);
        Optional.ofNullable(environment.get("JWT_ISSUER"))
                .ifPresent(issuer -> token.claims().put("iss", issuer));
        Optional.ofNullable(environment.get("JWT_AUDIENCE"))
                .ifPresent(audience -> token.claims().put("aud", audience));
        return token;
    }
}
