package com.smipay.support.acceptance.contract;

import com.smipay.support.contracts.document.Document;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Finds the documented operation for a request.
final class Operations {
    private static final String USER_SIDE = "/api/v1/support/";
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private record Path(Document document, List<String> segments, JsonNode item) {
        boolean matches(List<String> requested) {
            if (requested.size() != segments.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                boolean same = isVariable(segments.get(i))
                        ? !requested.get(i).isEmpty()
                        : segments.get(i).equals(requested.get(i));
                if (!same) {
                    return false;
                }
            }
            return true;
        }

        long variables() {
            return segments.stream().filter(Path::isVariable).count();
        }

        private static boolean isVariable(String segment) {
            return segment.startsWith("{");
        }
    }

    private final List<Document> documents;
    private final List<Path> paths;

    Operations(List<Document> documents) {
        this.documents = List.copyOf(documents);
        this.paths = documents.stream()
                .flatMap(document -> document.root().path("paths").properties().stream()
                        .map(path -> new Path(document, segments(path.getKey()), path.getValue())))
                .sorted(Comparator.comparingLong(Path::variables))
                .toList();
    }

    /// What is documented for this request: its operation, or the answers to an unknown path or a wrong method.
    Operation find(String method, String path) {
        List<String> requested = segments(path);
        Optional<Path> found =
                paths.stream().filter(candidate -> candidate.matches(requested)).findFirst();
        if (found.isEmpty()) {
            return outside("unknown-path", path);
        }
        String name = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        JsonNode definition = found.get().item().path(name);
        if (definition.isMissingNode()) {
            return outside("wrong-method", path);
        }
        Document document = found.get().document();
        ObjectNode answers = heads(document);
        definition.path("responses").properties().forEach(answer -> answers.set(answer.getKey(), answer.getValue()));
        return new Operation(document, found.get().item(), definition, answers);
    }

    /// What the head of a request may get, whatever it asks for.
    private static ObjectNode heads(Document document) {
        ObjectNode answers = JsonNodeFactory.instance.objectNode();
        add(answers, document.at("/x-outside-the-paths/long-address"));
        add(answers, document.at("/x-outside-the-paths/large-headers"));
        return answers;
    }

    private static void add(ObjectNode answers, JsonNode answer) {
        answers.set(
                answer.at("/content/application~1json/schema/allOf/1/properties/statusCode/const")
                        .asString(),
                answer);
    }

    /// The guard of the user side stands before the routing, so it may answer first.
    private Operation outside(String kind, String path) {
        Document document = documents.getFirst();
        ObjectNode answers = heads(document);
        add(answers, document.at("/x-outside-the-paths/" + kind));
        if (path.startsWith(USER_SIDE)) {
            answers.set("401", document.at("/components/responses/GuardRefused"));
        }
        return new Operation(document, NOTHING, NOTHING, answers);
    }

    /// A slash at the end does not make another path.
    private static List<String> segments(String path) {
        return Arrays.asList(path.replaceFirst("/$", "").split("/", -1));
    }
}
