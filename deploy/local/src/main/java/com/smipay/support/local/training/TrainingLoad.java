package com.smipay.support.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Lives of tickets through the gateway of a stack.
///
/// @param gateway its public address
/// @param userToken and adminToken are bearer tokens
public record TrainingLoad(URI gateway, String userEmail, String userToken, String adminToken) {
    private static final String SUPPORT = "/api/v1/support";
    private static final String DESK = "/api/v1/unified-admin/support";
    private static final int AT_ONCE = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// @throws IOException where an answer is no success: what is learnt from a failing stack is worth nothing
    public void run(int lives) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LIMIT)
                        .build();
                ExecutorService desks = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<@Nullable Void>> all = IntStream.range(0, lives)
                    .mapToObj(life -> (Callable<@Nullable Void>) () -> live(client, life))
                    .toList();
            for (Future<@Nullable Void> one : desks.invokeAll(all)) {
                one.get();
            }
        }
    }

    private @Nullable Void live(HttpClient client, int life) throws Exception {
        JsonNode ticket = send(client, "POST", SUPPORT + "/request-support", userToken, """
                        {"subject":"Training run %d","description":"What a stack does before its first day.","email":"%s",\
                        "phone_number":"08012345678","support_type":"TRANSACTION_ISSUE"}""".formatted(life, userEmail))
                .path("data")
                .path("ticket");
        String number = ticket.path("ticket_number").asText();
        WebSocket socket = join(client, ticket.path("id").asText());
        send(client, "POST", DESK + "/" + number + "/reply", adminToken, """
                {"message":"An answer"}""");
        send(client, "POST", SUPPORT + "/ticket/add-message", userToken, """
                {"ticket_number":"%s","message":"One more question","email":"%s"}""".formatted(number, userEmail));
        send(client, "GET", SUPPORT + "/ticket?ticket_number=" + number, userToken, null);
        send(client, "GET", SUPPORT + "/my-tickets", userToken, null);
        send(client, "GET", DESK + "?status=in_progress&search=training", adminToken, null);
        send(client, "GET", DESK + "/" + number, adminToken, null);
        send(client, "PUT", DESK + "/" + number + "/status", adminToken, """
                {"status":"resolved"}""");
        send(client, "POST", SUPPORT + "/ticket/" + number + "/rate", userToken, """
                {"rating":5}""");
        socket.abort();
        return null;
    }

    private JsonNode send(HttpClient client, String method, String path, String token, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("x-device-id", "training")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /// As the official clients do it; what comes back is not looked at.
    private WebSocket join(HttpClient client, String ticketId) throws Exception {
        URI address = URI.create("ws://" + gateway.getAuthority() + "/socket.io/?EIO=4&transport=websocket");
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(LIMIT)
                .buildAsync(address, new WebSocket.Listener() {})
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        for (String packet : List.of(
                "40/support,{\"token\":\"" + userToken + "\"}",
                "42/support,1[\"join_ticket\",{\"ticket_id\":\"" + ticketId + "\"}]")) {
            socket.sendText(packet, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        return socket;
    }
}
