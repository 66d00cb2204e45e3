package com.smipay.support.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Holds every answer of the public listener against the service's own API document.
final class ApiDocument {
    private static final Document DOCUMENT = Document.openApi("messaging").exactly();
    private static final Map<Pattern, String> PATHS = DOCUMENT.root().path("paths").properties().stream()
            .filter(path -> path.getKey().startsWith("/api/"))
            .collect(Collectors.toMap(path -> pattern(path.getKey()), Map.Entry::getKey));

    private ApiDocument() {}

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    static void check(String method, String path, Answer answer) {
        PATHS.forEach((pattern, template) -> {
            JsonNode operation =
                    DOCUMENT.root().path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
            if (pattern.matcher(path).matches() && !operation.isMissingNode()) {
                check(operation, answer);
            }
        });
    }

    private static void check(JsonNode operation, Answer answer) {
        JsonNode response = DOCUMENT.resolve(operation.path("responses").path(String.valueOf(answer.status())));
        assertThat(response.isMissingNode())
                .as("the document has %s", answer.status())
                .isFalse();
        JsonNode schema = response.path("content").path("application/json").path("schema");
        String body = new String(answer.response().body(), StandardCharsets.UTF_8);
        assertThat(DOCUMENT.violations(schema, body)).as(body).isEmpty();
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }
}
