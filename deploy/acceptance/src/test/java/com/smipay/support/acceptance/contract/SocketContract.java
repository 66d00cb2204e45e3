package com.smipay.support.acceptance.contract;

import com.smipay.support.contracts.document.Document;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds what passes over a socket of the namespace `/support` against the AsyncAPI document.
final class SocketContract {
    private static final String NAMESPACE = "/channels/support/messages/";

    private final Document document;

    SocketContract(Document document) {
        this.document = document;
    }

    /// Several payloads can go by one name, as with `ticket_updated`: it must fit exactly one of them.
    List<String> serverEvent(String event, String payload) {
        List<JsonNode> schemas = operations("send")
                .flatMap(operation -> operation.path("messages").values().stream())
                .filter(reference -> reference.path("$ref").stringValue("").startsWith("#" + NAMESPACE))
                .map(this::message)
                .filter(message -> message.path("name").stringValue().equals(event))
                .map(message -> message.path("payload"))
                .toList();
        return schemas.isEmpty()
                ? List.of("the server event '" + event + "' is not documented")
                : fit("event " + event, schemas, payload);
    }

    List<String> clientEvent(String event, String payload) {
        return operations("receive")
                .filter(operation -> isNamed(operation, event))
                .map(operation -> message(operation.path("messages").get(0)).path("payload"))
                .findFirst()
                .map(schema -> fit("client event " + event, List.of(schema), payload))
                .orElseGet(() -> List.of("the client event '" + event + "' is not documented"));
    }

    List<String> acknowledgement(String clientEvent, String payload) {
        return operations("receive")
                .filter(operation -> isNamed(operation, clientEvent))
                .map(operation ->
                        message(operation.at("/reply/messages").get(0)).path("payload"))
                .findFirst()
                .map(schema -> fit("acknowledgement of " + clientEvent, List.of(schema), payload))
                .orElseGet(() -> List.of("the client event '" + clientEvent + "' is not documented"));
    }

    private Stream<JsonNode> operations(String action) {
        return document.root().path("operations").values().stream()
                .filter(operation -> operation.path("action").stringValue().equals(action));
    }

    private boolean isNamed(JsonNode operation, String event) {
        JsonNode first = operation.path("messages").path(0);
        return !first.isMissingNode()
                && message(first).path("name").stringValue().equals(event);
    }

    /// From an operation to the channel's message, and from there to the message itself.
    private JsonNode message(JsonNode reference) {
        return document.resolve(document.resolve(reference));
    }

    private List<String> fit(String what, List<JsonNode> schemas, String payload) {
        try {
            JsonNode json = JsonMapper.shared().readTree(payload);
            List<List<String>> violations = schemas.stream()
                    .map(schema -> document.violations(schema, json))
                    .toList();
            long fitting = violations.stream().filter(List::isEmpty).count();
            if (fitting > 1) {
                return List.of(what + " can be read in " + fitting + " ways");
            }
            return fitting == 1
                    ? List.of()
                    : violations.stream()
                            .flatMap(List::stream)
                            .map(violation -> what + " " + violation)
                            .toList();
        } catch (JacksonException e) {
            return List.of(what + " is no JSON: " + e.getOriginalMessage());
        }
    }
}
