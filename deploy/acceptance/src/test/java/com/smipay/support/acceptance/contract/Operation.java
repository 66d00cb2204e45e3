package com.smipay.support.acceptance.contract;

import com.smipay.support.contracts.document.Document;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// One documented call, or what is documented for calls that don't exist.
///
/// @param answers by status
/// @param pathItem with the parameters that all methods share
record Operation(Document document, JsonNode pathItem, JsonNode definition, JsonNode answers) {

    Optional<JsonNode> answer(int status) {
        return Optional.ofNullable(answers.get(String.valueOf(status))).map(document::resolve);
    }

    Stream<JsonNode> queryParameters() {
        return Stream.concat(
                        pathItem.path("parameters").values().stream(), definition.path("parameters").values().stream())
                .map(document::resolve)
                .filter(parameter -> parameter.path("in").stringValue().equals("query"));
    }

    /// The schema of JSON bodies of the request; a missing node where there are none.
    JsonNode requestSchema() {
        return definition.at("/requestBody/content/application~1json/schema");
    }

    boolean isRequestBodyRequired() {
        return definition.at("/requestBody/required").booleanValue(false);
    }
}
