package com.smipay.support.kit.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.call.BoundedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the key set is read from. Bounded: one timeout over the whole exchange, at most 256 KiB, no redirects.
final class JwksAddress implements AutoCloseable {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int OK = 200;

    private final HttpRequest request;
    private final Duration timeout;
    private final HttpClient client;

    /// @throws IllegalStateException when the address is no absolute http or https one
    JwksAddress(URI address, Duration timeout) {
        if (address.getHost() == null
                || !("http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme()))) {
            throw new IllegalStateException("jwt.jwks-url must be an absolute http or https address");
        }
        this.request = HttpRequest.newBuilder(address)
                .header("Accept", "application/jwk-set+json, application/json")
                .timeout(timeout)
                .build();
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// @return the usable keys of a well-formed set, in which there may be none: so an owner withdraws all of them
    /// @throws IOException when the address can't be reached, answers too late or too much, or with what is no key
    ///     set
    KeySet read() throws IOException, InterruptedException {
        HttpResponse<byte[]> response = BoundedCall.send(client, request, timeout, MAX_BYTES);
        if (response.statusCode() != OK) {
            throw new IOException("status " + response.statusCode());
        }
        return keys(response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static KeySet keys(byte[] body) throws IOException {
        Map<String, SignatureKey> byId = new HashMap<>();
        List<SignatureKey> all = new ArrayList<>();
        for (JsonNode jwk : set(body)) {
            String keyId = jwk.path("kid").textValue();
            SignatureKey key = SignatureKeys.fromJwk(jwk);
            if (key != null) {
                all.add(key);
                if (keyId != null) {
                    byId.putIfAbsent(keyId, key);
                }
            }
        }
        return new KeySet(byId, all);
    }

    /// What is no set of keys at all is an address in trouble, and revokes nothing. A set says so by its form: an
    /// object whose `keys` is an array of objects with a `kty` (RFC 7517). Keys of a kind that is not known here
    /// are passed over.
    private static JsonNode set(byte[] body) throws IOException {
        JsonNode keys = document(body).path("keys");
        if (!keys.isArray()) {
            throw new IOException("no key set");
        }
        for (JsonNode jwk : keys) {
            if (!jwk.path("kty").isTextual()) {
                throw new IOException("a key set with an entry that is no key");
            }
        }
        return keys;
    }

    private static JsonNode document(byte[] body) throws IOException {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("no JSON document", e);
        }
    }
}
