package com.smipay.support.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.testkit.FakePeer.Call;
import com.smipay.support.testkit.FakePeer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The ticket service's part in making a ticket of a chat: one for each id, whoever asks how often; it can die before
/// it has made one, or after.
final class ConversionStub {
    /// `/internal/conversations/{id}/ticket`.
    static final String CONVERSATIONS = "/internal/conversations/";

    /// When the next question finds it dead.
    enum Death {
        NONE,
        BEFORE,
        AFTER
    }

    private final Map<UUID, JsonNode> attempts = new ConcurrentHashMap<>();
    private final Map<UUID, TicketEvent.Opened> made = new ConcurrentHashMap<>();
    private final List<JsonNode> questions = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger(900_000);
    private volatile Death death = Death.NONE;

    void dies(Death when) {
        death = when;
    }

    List<JsonNode> questions() {
        return questions;
    }

    /// The event of the ticket that it made.
    EventEnvelope made(String id) {
        return envelope(Objects.requireNonNull(made.get(UUID.fromString(id))));
    }

    TicketState ticket(String id) {
        return Objects.requireNonNull(made.get(UUID.fromString(id))).ticket();
    }

    /// @return a 503 where it died
    Reply answer(Call call) {
        String path = call.path().substring(CONVERSATIONS.length());
        UUID id = UUID.fromString(path.substring(0, path.indexOf('/')));
        try {
            return answer(id, Json.mapper().readTree(call.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply answer(UUID id, JsonNode question) throws IOException {
        questions.add(question);
        Death now = death;
        death = Death.NONE;
        if (now == Death.BEFORE) {
            return new Reply(503, "");
        }
        boolean isFirst = attempts.putIfAbsent(id, question.path("attempt")) == null;
        TicketEvent.Opened opened = made.computeIfAbsent(id, fresh -> open(fresh, question));
        if (now == Death.AFTER) {
            return new Reply(503, "");
        }
        boolean created = isFirst || question.path("attempt").equals(attempts.get(id));
        ObjectNode answer = Json.mapper().createObjectNode().put("created", created);
        answer.set(
                "event",
                Json.mapper()
                        .readTree(EventList.encode(List.of(envelope(opened))))
                        .path("events")
                        .path(0));
        return new Reply(200, answer.toString());
    }

    private TicketEvent.Opened open(UUID id, JsonNode question) {
        Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        try {
            TicketState ticket = new TicketState(
                    id,
                    "SMI-2026-" + numbers.incrementAndGet(),
                    1,
                    1,
                    Json.mapper().treeToValue(question.path("owner"), Owner.class),
                    question.path("subject").asText(),
                    question.path("description").asText(),
                    SupportType.of(question.path("support_type").asText()),
                    TicketStatus.IN_PROGRESS,
                    question.path("priority").isNull()
                            ? Priority.MEDIUM
                            : Priority.of(question.path("priority").asText()),
                    question.path("phone_number").textValue(),
                    null,
                    question.path("assigned_to").textValue(),
                    null,
                    null,
                    question.path("guest_proof").textValue(),
                    now,
                    now,
                    1L,
                    now,
                    id);
            return new TicketEvent.Opened(
                    ticket,
                    Json.mapper().treeToValue(question.path("first_message"), MessageState.class),
                    Json.mapper().treeToValue(question.path("by"), Actor.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EventEnvelope envelope(TicketEvent.Opened opened) {
        return TicketStates.envelope(opened, opened.ticket().createdAt());
    }
}
