package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What one request leaves in the logs: lines of JSON with its id and its trace, in each service that it went through.
class LogShapeTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void everyLineOfARequestBearsItsIdAndItsTrace() throws IOException {
        Person user = Person.user();
        String id = "log-" + UUID.randomUUID();

        Call.post(App.REQUEST)
                .by(user)
                .header("X-Request-Id", id)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .json(user.app().newTicket())
                .send()
                .expect(201);

        Path log = LocalStack.running().logs().resolve("ticket-service.log");
        Wait.until("logged").until(() -> !linesWith(log, id).isEmpty());
        for (String line : linesWith(log, id)) {
            JsonNode entry = Json.mapper().readTree(line);
            assertThat(entry.at("/mdc/request_id").asText()).isEqualTo(id);
            assertThat(entry.at("/mdc/trace_id").asText()).isEqualTo(TRACE);
            assertThat(entry.path("level").asText()).isNotEmpty();
            assertThat(entry.path("timestamp").isNumber()).isTrue();
        }
    }

    private static List<String> linesWith(Path log, String id) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(id))
                .toList();
    }
}
