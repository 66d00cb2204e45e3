package com.smipay.support.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.vocabulary.ConversationStatus;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What holds for the documents together.
class ContractDocumentsTest {
    private static final List<Document> REST = Document.openApi();
    private static final List<Document> ALL =
            Stream.concat(REST.stream(), Stream.of(Document.asyncApi())).toList();

    /// Who serves what (`architecture.md`), and each document beside it (`decisions.md` 46).
    private static final Map<String, Set<String>> ROUTES = Map.of(
            "ticket",
            Set.of(
                    "POST /api/v1/support/request-support",
                    "POST /api/v1/support/create-ticket",
                    "GET /api/v1/support/my-tickets",
                    "GET /api/v1/unified-admin/support",
                    "GET /api/v1/unified-admin/support/{id}",
                    "PUT /api/v1/unified-admin/support/{id}/status",
                    "PUT /api/v1/unified-admin/support/{id}/assign",
                    "PUT /api/v1/unified-admin/support/{id}/priority",
                    "PUT /api/v1/unified-admin/support/{id}/contact",
                    "POST /api/v1/unified-admin/support",
                    "GET /openapi",
                    "GET /openapi/ticket"),
            "messaging",
            Set.of(
                    "GET /api/v1/support/ticket",
                    "POST /api/v1/support/ticket/add-message",
                    "POST /api/v1/support/ticket/{ticketNumber}/read",
                    "POST /api/v1/unified-admin/support/{id}/reply",
                    "POST /api/v1/support/chat/send",
                    "POST /api/v1/support/chat/send-unauthenticated",
                    "GET /api/v1/support/conversations",
                    "GET /api/v1/unified-admin/support/conversations",
                    "GET /api/v1/unified-admin/support/conversations/{id}",
                    "GET /api/v1/unified-admin/support/agents",
                    "GET /api/v1/support/conversations/{id}",
                    "POST /api/v1/support/conversations/{id}/read",
                    "POST /api/v1/support/conversations/{id}/rate",
                    "POST /api/v1/unified-admin/support/conversations/{id}/claim",
                    "POST /api/v1/unified-admin/support/conversations/{id}/reply",
                    "POST /api/v1/unified-admin/support/conversations/{id}/close",
                    "POST /api/v1/unified-admin/support/conversations/{id}/create-ticket",
                    "POST /api/v1/unified-admin/support/conversations/{id}/handover",
                    "POST /api/v1/unified-admin/support/handovers/{id}/respond",
                    "GET /openapi/messaging"),
            "rating",
            Set.of("POST /api/v1/support/ticket/{ticketNumber}/rate", "GET /openapi/rating"));

    /// `decisions.md` 45.
    private static final Set<String> CODES = Set.of(
            "VALIDATION_FAILED",
            "SECURITY_HEADERS_REQUIRED",
            "UNAUTHENTICATED",
            "FORBIDDEN",
            "NOT_FOUND",
            "TICKET_NOT_FOUND",
            "CONVERSATION_NOT_FOUND",
            "CONVERSATION_CLOSED",
            "CONVERSATION_ASSIGNED",
            "CONVERSATION_HAS_TICKET",
            "NOT_ASSIGNED_AGENT",
            "HANDOVER_NOT_FOUND",
            "TARGET_NOT_FOUND",
            "HANDOVER_TO_SELF",
            "HANDOVER_PENDING",
            "NOT_HANDOVER_TARGET",
            "HANDOVER_RESOLVED",
            "EMAIL_MISMATCH",
            "TICKET_NOT_OPEN",
            "TICKET_FULL",
            "INVALID_SESSION",
            "INVALID_PHONE",
            "RATING_OUT_OF_RANGE",
            "RATING_EXISTS",
            "RATING_STATUS",
            "NOT_TICKET_OWNER",
            "NOT_AN_ADMIN",
            "IDEMPOTENCY_KEY_REUSED",
            "IDEMPOTENCY_IN_PROGRESS",
            "METHOD_NOT_ALLOWED",
            "PAYLOAD_TOO_LARGE",
            "UNSUPPORTED_MEDIA_TYPE",
            "RATE_LIMITED",
            "UNAVAILABLE",
            "TOKEN_EXPIRED",
            "TOO_MANY_CONNECTIONS",
            "NOT_JOINED");

    @Test
    void documentedPathsAreTheRoutingTable() {
        Map<String, Set<String>> documented = new HashMap<>();
        for (Document document : REST) {
            Set<String> routes = new TreeSet<>();
            document.root()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
            documented.put(document.name(), routes);
        }

        assertThat(documented).isEqualTo(ROUTES);
    }

    @Test
    void everyCodeIsDocumentedAndNoOther() {
        Set<String> documented = new TreeSet<>();
        ALL.forEach(document ->
                documented.addAll(Trees.texts(document.at("/components/schemas/ErrorCode/x-extensible-enum"))));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(CODES);
    }

    /// A code in a document's list that none of its answers can carry, or the other way round, is a slip.
    @Test
    void everyCodeOfARestDocumentStandsInOneOfItsAnswers() {
        for (Document document : REST) {
            Set<String> answered = new TreeSet<>();
            Trees.places(document.root()).stream()
                    .filter(place -> place.pointer().contains("/x-exactly/")
                            && place.pointer().endsWith("/properties/code"))
                    .forEach(place -> answered.addAll(wordsOf(place.node())));
            assertThat(answered)
                    .as(document.name())
                    .containsExactlyInAnyOrderElementsOf(
                            Trees.texts(document.at("/components/schemas/ErrorCode/x-extensible-enum")));
        }
    }

    @Test
    void vocabulariesAreThoseOfTheCode() {
        for (Document document : ALL) {
            Map<String, List<String>> documented = new TreeMap<>();
            for (String name :
                    List.of("TicketStatus", "Priority", "SupportType", "ConversationStatus", "HandoverStatus")) {
                JsonNode schema = document.at("/components/schemas/" + name);
                if (!schema.isMissingNode()) {
                    documented.put(name, Trees.texts(schema.path("enum")));
                }
            }
            Map<String, List<String>> known = new TreeMap<>(Map.of(
                    "TicketStatus", TicketStatus.words(),
                    "Priority", Priority.words(),
                    "SupportType", SupportType.words(),
                    "ConversationStatus", ConversationStatus.words(),
                    "HandoverStatus", HandoverStatus.words()));
            known.keySet().retainAll(documented.keySet());

            assertThat(documented).as(document.name()).isEqualTo(known);
            assertThat(documented.isEmpty())
                    .as(document.name())
                    .isEqualTo(document.name().equals("rating"));
        }
    }

    @Test
    void analyticsCountEveryWord() {
        Document ticket = Document.openApi("ticket");

        assertThat(Trees.texts(ticket.at("/components/schemas/CountByStatus/required")))
                .isEqualTo(TicketStatus.words());
        assertThat(Trees.texts(ticket.at("/components/schemas/CountByPriority/required")))
                .isEqualTo(Priority.words());
        assertThat(Trees.texts(ticket.at("/components/schemas/CountByType/required")))
                .isEqualTo(SupportType.words());
    }

    @Test
    void whatHasOneNameInSeveralRestDocumentsIsTheSame() {
        Map<String, JsonNode> seen = new HashMap<>();
        for (Document document : REST) {
            document.root()
                    .path("components")
                    .properties()
                    .forEach(kind -> kind.getValue().properties().forEach(component -> {
                        String name = kind.getKey() + "/" + component.getKey();
                        JsonNode before = seen.putIfAbsent(name, component.getValue());
                        if (before != null && !name.equals("schemas/ErrorCode")) {
                            assertThat(component.getValue()).as(name).isEqualTo(before);
                        }
                    }));
        }
        assertThat(seen).isNotEmpty();
    }

    private static List<String> wordsOf(JsonNode code) {
        return code.has("const") ? List.of(code.path("const").stringValue()) : Trees.texts(code.path("enum"));
    }
}
