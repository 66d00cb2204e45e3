package com.smipay.support.acceptance.contract;

import com.smipay.support.contracts.document.Document;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holds one exchange against the OpenAPI documents.
///
/// Every answer must be documented: status, headers, content type and body. A request is held against the documents
/// only when it was accepted: then what it sent must be what the documents allow. (A refused one was meant to be
/// wrong.)
final class RestContract {
    private static final String JSON = "application/json";

    private final Operations operations;

    RestContract(List<Document> documents) {
        this.operations = new Operations(documents);
    }

    List<String> violations(Exchange exchange) {
        int query = exchange.target().indexOf('?');
        String path = query < 0 ? exchange.target() : exchange.target().substring(0, query);
        if (isPreflight(exchange)) {
            return List.of();
        }
        Operation operation = operations.find(exchange.method(), path);
        List<String> found = new ArrayList<>();
        operation
                .answer(exchange.status())
                .ifPresentOrElse(
                        answer -> answerViolations(exchange, operation, answer, found),
                        () -> found.add("the status is not documented"));
        if (exchange.isSuccess()) {
            queryViolations(operation, query < 0 ? "" : exchange.target().substring(query + 1), found);
            bodyViolations(operation, exchange, found);
        }
        return found.stream().map(violation -> exchange + ": " + violation).toList();
    }

    private static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS") && exchange.status() == 204;
    }

    private static void answerViolations(Exchange exchange, Operation operation, JsonNode answer, List<String> found) {
        answer.path("headers").properties().forEach(header -> {
            JsonNode definition = operation.document().resolve(header.getValue());
            exchange.header(header.getKey())
                    .ifPresentOrElse(
                            value -> add(
                                    found,
                                    header.getKey(),
                                    operation.document().violations(definition.path("schema"), text(value))),
                            () -> {
                                if (definition.path("required").booleanValue(false)) {
                                    found.add("the header " + header.getKey() + " is missing");
                                }
                            });
        });
        boolean isEmpty =
                answer.path("content").isMissingNode() && exchange.body().isEmpty();
        if (exchange.method().equals("HEAD") || isEmpty) {
            return;
        }
        String type = exchange.header("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        JsonNode content = answer.path("content").path(type);
        if (content.isMissingNode()) {
            found.add("the content type '" + type + "' is not documented");
        } else if (type.equals(JSON)) {
            jsonViolations(operation.document(), content.path("schema"), exchange.body(), found);
        }
    }

    private static void jsonViolations(Document document, JsonNode schema, String json, List<String> found) {
        try {
            add(found, "body", document.violations(schema, JsonMapper.shared().readTree(json)));
        } catch (JacksonException e) {
            found.add("the body is no JSON: " + e.getOriginalMessage());
        }
    }

    private static void queryViolations(Operation operation, String query, List<String> found) {
        Map<String, List<String>> sent = parameters(query);
        operation.queryParameters().forEach(parameter -> {
            String name = parameter.path("name").stringValue();
            List<String> values = sent.getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                JsonNode typed = typed(parameter.at("/schema/type").stringValue(""), values);
                add(
                        found,
                        "accepted query parameter " + name,
                        operation.document().violations(parameter.path("schema"), typed));
            } else if (parameter.path("required").booleanValue(false)) {
                found.add("accepted without the query parameter " + name);
            }
        });
    }

    private static void bodyViolations(Operation operation, Exchange exchange, List<String> found) {
        String body = exchange.requestBody();
        if (operation.requestSchema().isMissingNode()) {
            return;
        }
        if (body == null || body.isEmpty()) {
            if (operation.isRequestBodyRequired()) {
                found.add("accepted without a body");
            }
            return;
        }
        JsonNode trimmed = Trimmed.of(JsonMapper.shared().readTree(body));
        add(found, "accepted body", operation.document().violations(operation.requestSchema(), trimmed));
    }

    /// An empty parameter is none, and `status[]` is `status` (`decisions.md` 60).
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals > 0 ? decoded(pair.substring(equals + 1)) : "";
            if (!value.isBlank()) {
                String name = decoded(pair.substring(0, equals)).replaceFirst("\\[]$", "");
                parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode typed(String type, List<String> values) {
        if (type.equals("array")) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(
                    value -> Arrays.stream(value.split(",")).map(String::strip).forEach(array::add));
            return array;
        }
        String value = values.getLast();
        return type.equals("integer") && value.matches("-?\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                : text(value.strip());
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    private static void add(List<String> found, String where, List<String> violations) {
        violations.forEach(violation -> found.add(where + " " + violation));
    }
}
