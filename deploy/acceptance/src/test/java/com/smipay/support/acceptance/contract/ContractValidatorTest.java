package com.smipay.support.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractValidatorTest {
    private static final ContractValidator CONTRACT = ContractValidator.ofPublishedDocuments();
    private static final String TICKET_ID = "019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12";
    private static final String RATE = "/api/v1/support/ticket/SMI-2026-001234/rate";
    private static final String RATED = """
            {"success": true, "message": "Thank you for your feedback", "data": {
              "ticket_number": "SMI-2026-001234", "rating": 4, "feedback": null, "created_at": "2026-02-24T13:00:00.000Z"}}
            """;
    private static final String MESSAGE = """
            {"ticket_id": "%s", "message": {"id": "019c8f87-9d20-7e44-b1c3-5a6f8e7d9c01", "message": "Hello",
              "is_from_user": false, "is_internal": false, "sender_name": "Ada Obi", "sender_email": null,
              "attachments": null, "createdAt": "2026-02-24T11:15:00.000Z"}}
            """.formatted(TICKET_ID);

    @Test
    void whatTheDocumentsSayPasses() {
        assertThat(rate("{\"rating\": 4}", 201, RATED)).isEmpty();
        assertThat(rate("{\"rating\": 4, \"feedback\": \"  Good  \", \"unknown\": []}", 201, RATED))
                .isEmpty();
        assertThat(rate(
                        "{\"rating\": 9}",
                        400,
                        refusal(400, "Bad Request", "Rating must be between 1 and 5", "RATING_OUT_OF_RANGE")))
                .isEmpty();
        assertThat(rate("{\"rating\": 4}", 404, refusal(404, "Not Found", "Ticket X not found", "TICKET_NOT_FOUND")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"rating\": 4, | \"rating\": 4, \"user_id\": \"7\", | user_id",
                "\"rating\": 4, | \"rating\": \"4\", | string found, integer expected",
                "\"rating\": 4, | \"rating\": 6, | maximum",
                "\"feedback\": null, | '' | feedback",
                "13:00:00.000Z | 13:00:00Z | created_at",
                "Thank you for your feedback | Thanks | message",
                "{\"success\": true | {\"success\": \"true\" | success"
            })
    void anAnswerThatDepartsFromItsSchemaIsSeen(String documented, String departing, String told) {
        assertThat(rate("{\"rating\": 4}", 201, RATED.replace(documented, departing)))
                .anyMatch(violation -> violation.contains(told));
    }

    @Test
    void anErrorWithAnotherTextThanTheTableIsSeen() {
        assertThat(rate("{\"rating\": 4}", 400, refusal(400, "Bad Request", "Already rated!", "RATING_EXISTS")))
                .isNotEmpty();
        assertThat(rate(
                        "{\"rating\": 4}",
                        400,
                        refusal(400, "Bad Request", "Email does not match the ticket owner", "EMAIL_MISMATCH")))
                .isNotEmpty();
        assertThat(rate("{\"rating\": 4}", 404, refusal(400, "Bad Request", "Ticket X not found", "TICKET_NOT_FOUND")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 500, 502})
    void aStatusThatIsNotDocumentedIsSeen(int status) {
        assertThat(rate("{\"rating\": 4}", status, RATED))
                .contains("POST " + RATE + " answered " + status + ": the status is not documented");
    }

    @Test
    void aBodyThatIsNoJsonIsSeen() {
        assertThat(rate("{\"rating\": 4}", 201, "<html>")).anyMatch(violation -> violation.contains("no JSON"));
        assertThat(rate("{\"rating\": 4}", 201, "")).isNotEmpty();
    }

    @Test
    void headersArePartOfTheAnswer() {
        String limited =
                refusal(429, "Too Many Requests", "Slow down", "RATE_LIMITED").replace("}", ", \"retry_after\": 3}");
        String path = "/api/v1/support/ticket?ticket_number=SMI-2026-001234";

        assertThat(exchange("GET", path, null, 429, limited, Map.of("retry-after", "3")))
                .isEmpty();
        assertThat(exchange("GET", path, null, 429, limited, Map.of()))
                .anyMatch(v -> v.contains("Retry-After is missing"));
        assertThat(exchange("GET", path, null, 429, limited, Map.of("Retry-After", "soon")))
                .isNotEmpty();
        assertThat(exchange("GET", path, null, 429, limited, Map.of("Retry-After", "3", "Content-Type", "text/html")))
                .anyMatch(v -> v.contains("content type 'text/html'"));
        assertThat(CONTRACT.violations(new Exchange("GET", path, null, 429, Map.of(), limited)))
                .anyMatch(v -> v.contains("X-Request-Id is missing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rating\": 0}",
                "{\"rating\": 4.5}",
                "{\"rating\": \"4\"}",
                "{\"feedback\": \"without a rating\"}",
                "{\"rating\": 4, \"feedback\": \"\\u0000\"}"
            })
    void anAcceptedRequestThatTheDocumentsForbidIsSeen(String body) {
        assertThat(rate(body, 201, RATED)).anyMatch(violation -> violation.contains("accepted body"));
    }

    @Test
    void anAcceptedRequestWithoutItsBodyIsSeen() {
        assertThat(rate(null, 201, RATED)).anyMatch(violation -> violation.contains("accepted without a body"));
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=many, limit", "limit=501, limit", "before=4711, before"})
    void anAcceptedQueryThatTheDocumentsForbidIsSeen(String query, String parameter) {
        String path = "/api/v1/support/ticket?ticket_number=SMI-2026-001234&" + query;

        assertThat(exchange("GET", path, null, 200, "{}", Map.of()))
                .anyMatch(violation -> violation.contains("accepted query parameter " + parameter));
        assertThat(exchange("GET", "/api/v1/support/ticket?ticket_number=", null, 200, "{}", Map.of()))
                .anyMatch(violation -> violation.contains("accepted without the query parameter ticket_number"));
    }

    @Test
    void lengthsCountWhatIsTrimmed() {
        String padded = "{\"rating\": 4, \"feedback\": \"" + " ".repeat(3000) + "ok\"}";

        assertThat(rate(padded, 201, RATED)).isEmpty();
        assertThat(rate("{\"rating\": 4, \"feedback\": \"" + "x".repeat(2001) + "\"}", 201, RATED))
                .isNotEmpty();
        assertThat(rate("{\"rating\": 4, \"feedback\": \"" + "😀".repeat(2000) + "\"}", 201, RATED))
                .isEmpty();
    }

    @Test
    void aPathThatDoesNotExistIsA404() {
        String notFound = refusal(404, "Not Found", "There is nothing here", "NOT_FOUND");

        assertThat(exchange("GET", "/api/v1/support/nothing", null, 404, notFound, Map.of()))
                .isEmpty();
        assertThat(exchange("GET", "/", null, 404, notFound, Map.of())).isEmpty();
        assertThat(exchange(
                        "GET",
                        "/api/v1/support/nothing",
                        null,
                        404,
                        notFound.replace("NOT_FOUND", "TICKET_NOT_FOUND"),
                        Map.of()))
                .isNotEmpty();
        assertThat(exchange("GET", "/api/v1/support/nothing", null, 200, "{}", Map.of()))
                .isNotEmpty();
    }

    @Test
    void aWrongMethodIsA405() {
        String wrong = refusal(405, "Method Not Allowed", "Not this way", "METHOD_NOT_ALLOWED");

        assertThat(exchange("DELETE", RATE, null, 405, wrong, Map.of("Allow", "POST")))
                .isEmpty();
        assertThat(exchange("DELETE", RATE, null, 405, wrong, Map.of())).anyMatch(v -> v.contains("Allow is missing"));
        assertThat(exchange("OPTIONS", RATE, null, 204, "", Map.of())).isEmpty();
    }

    @Test
    void aLiteralSegmentWinsOverAVariableOne() {
        assertThat(exchange("POST", "/api/v1/support/ticket/add-message", null, 201, RATED, Map.of()))
                .anyMatch(violation -> violation.contains("accepted without a body"));
        assertThat(exchange(
                        "GET",
                        "/api/v1/unified-admin/support/",
                        null,
                        401,
                        refusal(401, "Unauthorized", "No", "UNAUTHENTICATED"),
                        Map.of()))
                .isEmpty();
    }

    @Test
    void socketFramesThatAreDocumentedPass() {
        assertThat(CONTRACT.violationsOfServerEvent("new_message", MESSAGE)).isEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("ticket_updated", statusUpdate("status_changed")))
                .isEmpty();
        assertThat(CONTRACT.violationsOfClientEvent("join_ticket", "{\"ticket_id\": \"" + TICKET_ID + "\"}"))
                .isEmpty();
        assertThat(CONTRACT.violationsOfAcknowledgement(
                        "join_ticket",
                        "{\"success\": true, \"ticket_id\": \"" + TICKET_ID + "\", \"status\": \"pending\"}"))
                .isEmpty();
        assertThat(CONTRACT.violationsOfAcknowledgement(
                        "typing", "{\"success\": false, \"code\": \"NOT_JOINED\", \"message\": \"Join first\"}"))
                .isEmpty();
    }

    @Test
    void socketFramesThatDepartAreSeen() {
        assertThat(CONTRACT.violationsOfServerEvent("new_messages", MESSAGE)).isNotEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("new_message", MESSAGE.replace("createdAt", "created_at")))
                .isNotEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("new_message", MESSAGE.replace("\"is_internal\": false, ", "")))
                .isNotEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("new_message", "[")).isNotEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("ticket_updated", statusUpdate("priority_changed")))
                .isNotEmpty();
        assertThat(CONTRACT.violationsOfServerEvent("join_ticket", "{}")).isNotEmpty();
        assertThat(CONTRACT.violationsOfClientEvent("join_ticket", "{\"ticket_id\": 1}"))
                .isNotEmpty();
        assertThat(CONTRACT.violationsOfClientEvent("shout", "{}")).isNotEmpty();
        assertThat(CONTRACT.violationsOfAcknowledgement("typing", "{\"success\": true, \"rooms\": []}"))
                .isNotEmpty();
        assertThat(CONTRACT.violationsOfAcknowledgement("shout", "{\"success\": true}"))
                .isNotEmpty();
    }

    private static List<String> rate(@Nullable String requestBody, int status, String body) {
        return exchange("POST", RATE, requestBody, status, body, Map.of());
    }

    private static List<String> exchange(
            String method,
            String target,
            @Nullable String requestBody,
            int status,
            String body,
            Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        all.put("content-type", List.of("application/json"));
        all.put("x-request-id", List.of("a-request"));
        headers.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, List.of(value));
        });
        return CONTRACT.violations(new Exchange(method, target, requestBody, status, all, body));
    }

    private static String refusal(int status, String reason, String message, String code) {
        return """
               {"success": false, "statusCode": %d, "error": "%s", "message": "%s", "code": "%s"}""".formatted(status, reason, message, code);
    }

    private static String statusUpdate(String event) {
        return """
               {"ticket_id": "%s", "ticket_number": "SMI-2026-001234", "event": "%s", "old_status": "pending",
                "new_status": "in_progress"}""".formatted(TICKET_ID, event);
    }
}
