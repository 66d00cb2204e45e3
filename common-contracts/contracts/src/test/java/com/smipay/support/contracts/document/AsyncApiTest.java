package com.smipay.support.contracts.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiTest {
    private static final Document DOCUMENT = Document.asyncApi();

    @Test
    void isAsyncApi3() {
        assertThat(Specification.ASYNCAPI.violations(DOCUMENT.root())).isEmpty();
    }

    @Test
    void aDocumentThatIsNoAsyncApiIsSeen() {
        JsonNode broken = DOCUMENT.root().deepCopy();
        ((ObjectNode) broken.at("/operations/onTyping")).put("action", "publish");

        assertThat(Specification.ASYNCAPI.violations(broken)).isNotEmpty();
    }

    @Test
    void everySchemaIsJsonSchema() {
        DOCUMENT.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(Specification.JSON_SCHEMA_7.violations(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(Trees.references(DOCUMENT.root())).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/");
            assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode()).isFalse();
        });
    }

    @Test
    void everyMessageAndSchemaIsUsed() {
        Set<String> defined = new TreeSet<>();
        for (String kind : List.of("messages", "schemas")) {
            DOCUMENT.at("/components/" + kind)
                    .propertyNames()
                    .forEach(name -> defined.add("#/components/" + kind + "/" + name));
        }

        assertThat(Trees.references(DOCUMENT.root())).containsAll(defined);
    }

    /// Several messages go by one event's name: makers of models tell them apart by title and by their payload's name.
    @Test
    void everyMessageHasATitleAndANamedPayloadOfItsOwn() {
        List<JsonNode> messages =
                List.copyOf(DOCUMENT.at("/components/messages").values());

        assertThat(messages.stream().map(message -> message.path("title").stringValue("")))
                .doesNotContain("")
                .doesNotHaveDuplicates();
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(message.at("/payload/$ref").stringValue("")).startsWith("#/components/schemas/"));
    }

    /// What is written inline gets a name like `AnonymousSchema_93` in the models that are made of it.
    @Test
    void noSchemaHasToBeNamedByWhoeverMakesModels() {
        assertThat(Trees.places(DOCUMENT.at("/components/schemas")).stream()
                        .filter(place -> place.pointer().matches("/[^/]+/.+"))
                        .filter(place -> place.node().has("properties")
                                || place.node().path("enum").isArray()
                                || (place.node().has("const") && !place.node().has("type"))))
                .extracting(Trees.Place::pointer)
                .isEmpty();
    }

    @Test
    void everyMessageHasExamplesThatFit() {
        Document exactly = DOCUMENT.exactly();
        exactly.at("/components/messages").properties().forEach(message -> {
            List<JsonNode> examples =
                    List.copyOf(message.getValue().path("examples").values());
            assertThat(examples).as(message.getKey()).isNotEmpty();
            assertThat(examples)
                    .allSatisfy(example -> assertThat(
                                    exactly.violations(message.getValue().path("payload"), example.path("payload")))
                            .as(message.getKey())
                            .isEmpty());
        });
    }

    /// Readers take fields that they do not know; our own tests do not.
    @Test
    void messagesAreOpenForReadersAndClosedForUs() {
        Document exactly = DOCUMENT.exactly();
        String done = "{\"success\": true, \"more\": 1}";

        assertThat(DOCUMENT.violations(DOCUMENT.at("/components/messages/acknowledged/payload"), done))
                .isEmpty();
        assertThat(exactly.violations(exactly.at("/components/messages/acknowledged/payload"), done))
                .isNotEmpty();
        assertThat(exactly.violations(
                        exactly.at("/components/messages/leaveTicket/payload"),
                        "{\"ticket_id\": \"019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12\", \"more\": 1}"))
                .isEmpty();
    }

    @Test
    void everyMessageOfTheNamespaceBelongsToAnOperation() {
        Set<String> inOperations = Trees.references(DOCUMENT.root().path("operations")).stream()
                .filter(reference -> reference.startsWith("#/channels/support/messages/"))
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());

        assertThat(inOperations)
                .containsExactlyInAnyOrderElementsOf(Trees.names(DOCUMENT.at("/channels/support/messages")));
    }

    @Test
    void channelsAreTheTopicsAndTheNamespace() {
        assertThat(DOCUMENT.root().path("channels").values().stream()
                        .map(channel -> channel.path("address").stringValue()))
                .containsExactlyInAnyOrder(
                        Topics.TICKETS,
                        Topics.MESSAGES,
                        Topics.RATINGS,
                        Topics.TYPING,
                        Topics.IDENTITY_USERS,
                        Topics.IDENTITY_SESSIONS,
                        "/support");
    }

    @Test
    void everyEventIsDocumentedOnItsTopic() {
        for (String topic : Topics.EVENTS) {
            JsonNode channel = DOCUMENT.root().path("channels").values().stream()
                    .filter(c -> c.path("address").stringValue().equals(topic))
                    .findFirst()
                    .orElseThrow();
            Set<String> documented = channel.path("messages").values().stream()
                    .map(message -> DOCUMENT.resolve(message).path("name").stringValue())
                    .collect(Collectors.toSet());
            assertThat(documented)
                    .as(topic)
                    .isEqualTo(Arrays.stream(EventType.values())
                            .filter(type -> type.topic().equals(topic))
                            .map(EventType::wire)
                            .collect(Collectors.toSet()));
        }
    }

    /// `support-api.md`, Client Events; `live-chat-api.md`, Socket.IO; `decisions.md` 21.
    @Test
    void clientEventsAreThoseOfTheContract() {
        assertThat(eventsOf("receive"))
                .containsExactlyInAnyOrder(
                        "join_ticket",
                        "leave_ticket",
                        "join_conversation",
                        "leave_conversation",
                        "typing",
                        "stop_typing",
                        "looking",
                        "stop_looking",
                        "mark_read",
                        "authenticate");
    }

    /// `admin-api.md`, Socket.IO for admins; `live-chat-api.md`, Socket.IO; `decisions.md` 21, 25, 26, 69.
    @Test
    void serverEventsAreThoseOfTheContract() {
        assertThat(eventsOf("send"))
                .containsExactlyInAnyOrder(
                        "ticket_created",
                        "ticket_updated",
                        "new_message",
                        "status_changed",
                        "ticket_assigned",
                        "typing",
                        "stop_typing",
                        "agents_looking",
                        "messages_read",
                        "conversation_created",
                        "conversation_updated",
                        "conversation_claimed",
                        "conversation_closed",
                        "handover_requested",
                        "handover_resolved",
                        "ticket_created_from_conversation",
                        "token_expiring",
                        "connect_error",
                        "exception");
    }

    private static Set<String> eventsOf(String action) {
        return DOCUMENT.root().path("operations").values().stream()
                .filter(operation -> operation.path("action").stringValue().equals(action))
                .flatMap(operation -> operation.path("messages").values().stream())
                .map(message ->
                        DOCUMENT.resolve(DOCUMENT.resolve(message)).path("name").stringValue())
                .collect(Collectors.toSet());
    }
}
