package com.smipay.support.local.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.topic.Place;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What a service that keeps a copy has applied of the identity topics.
///
/// @param service its internal address
/// @param serviceKey the service credential
public record AppliedFacts(URI service, String serviceKey) {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int READ_LIMIT = 5_000;

    /// Whether the service has applied the record at this place, or a later one about the same person or
    /// session, within the limit.
    public boolean await(IdentityRecord fact, Place place, Duration limit) throws IOException {
        return Waiting.until(limit, STEP, () -> isApplied(fact, place));
    }

    private boolean isApplied(IdentityRecord fact, Place place) throws IOException {
        URI address = service.resolve("/internal/identity/" + fact.kind() + "/"
                + URLEncoder.encode(fact.key(), StandardCharsets.UTF_8).replace("+", "%20"));
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(READ_LIMIT);
        connection.setReadTimeout(READ_LIMIT);
        connection.setRequestProperty("Authorization", "Bearer " + serviceKey);
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN) {
                throw new IllegalStateException("The service does not take this stack's service key");
            }
            return status == HttpURLConnection.HTTP_OK
                    && isAtOrBeyond(Json.mapper().readTree(connection.getInputStream()), place);
        } catch (IOException e) {
            // Away, or being started again: it will be asked again.
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean isAtOrBeyond(JsonNode answer, Place place) {
        JsonNode source = answer.path("source");
        return source.path("partition").asInt(-1) == place.partition()
                && source.path("offset").asLong(-1) >= place.offset();
    }
}
