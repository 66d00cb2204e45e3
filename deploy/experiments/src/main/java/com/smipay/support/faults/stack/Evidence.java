package com.smipay.support.faults.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.recorder.Conversation.Published;
import com.smipay.support.faults.recorder.Conversation.Stored;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.topic.TopicReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What databases and topics hold, read in one go.
public final class Evidence {
    private static final String CONVERSATION = """
            select id::text, message, false as internal, seq from message where ticket_id = ?
            union all
            select id::text, message, true, seq from internal_note where ticket_id = ?
            order by seq
            """;

    private static final Set<String> CARRIERS = Set.of(
            EventType.MESSAGE_POSTED.wire(),
            EventType.TICKET_OPENED.wire(),
            EventType.CONVERSATION_OPENED.wire(),
            EventType.CONVERSATION_MESSAGE_POSTED.wire());

    private final OwnStack stack;
    private final Map<String, List<Published>> published = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final List<String> rated = new ArrayList<>();

    /// Reads the topics whole.
    public Evidence(OwnStack stack) throws IOException {
        this.stack = stack;
        Map<String, String> events = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> item : new TopicReader(stack.kafka()).all(Topics.EVENTS)) {
            String type = String.valueOf(TopicReader.header(item, "ce_type"));
            String event = String.valueOf(TopicReader.header(item, "ce_id"));
            String ticket = String.valueOf(TopicReader.header(item, "ce_subject"));
            // The same event again is no second event.
            boolean isNew = events.putIfAbsent(event, ticket) == null;
            if (CARRIERS.contains(type)) {
                // What carries no message, because somebody poisoned the topic, is no publication of one.
                String message = message(type, item);
                if (!message.isEmpty()) {
                    published.computeIfAbsent(ticket, each -> new ArrayList<>()).add(new Published(event, message));
                }
            }
            if (isNew && type.equals(EventType.TICKET_OPENED.wire())) {
                opened.add(ticket);
            }
            if (isNew && type.equals(EventType.TICKET_RATED.wire())) {
                rated.add(ticket);
            }
        }
    }

    /// The id of the message that it carries; empty for what nobody can read, and for the ticket of a chat, which
    /// repeats what `conversation.opened` has told.
    private static String message(String type, ConsumerRecord<byte[], byte[]> item) throws IOException {
        try {
            JsonNode data = Json.mapper().readTree(item.value());
            if (type.equals(EventType.TICKET_OPENED.wire())
                    && data.at("/ticket").has("conversation_id")) {
                return "";
            }
            return data.path(data.has("first_message") ? "first_message" : "message")
                    .path("id")
                    .asText();
        } catch (JsonProcessingException | CharConversionException e) {
            return "";
        }
    }

    /// In the order of `seq`.
    public List<Stored> stored(String ticket) {
        UUID id = UUID.fromString(ticket);
        return stack.database("messaging")
                .read(CONVERSATION, row -> new Stored(row.getString(1), row.getString(2), row.getBoolean(3)), id, id);
    }

    /// The opening message comes from another topic than the rest, so it stands first.
    public List<Published> published(String ticket) {
        List<Published> all = published.getOrDefault(ticket, List.of());
        String first = stored(ticket).stream().findFirst().map(Stored::id).orElse("");
        List<Published> ordered = new ArrayList<>(
                all.stream().filter(each -> each.message().equals(first)).toList());
        ordered.addAll(
                all.stream().filter(each -> !each.message().equals(first)).toList());
        return ordered;
    }

    /// Where an opened ticket has to stand, by its id.
    public Map<String, List<String>> placesOfTickets() {
        return Map.of(
                "the ticket database", stack.database("ticket").texts("select id::text from ticket"),
                "the topic", List.copyOf(opened),
                "the conversations",
                        stack.database("messaging").texts("select ticket_id::text from conversation where seq > 0"),
                "the rating service's copies",
                        stack.database("rating").texts("select id::text from ticket_copy where version > 0"));
    }

    /// Where a rating has to stand, by ticket id and stars.
    public Map<String, List<String>> placesOfRatings(Map<String, Integer> stars) {
        return Map.of(
                "the rating database",
                stack.database("rating").texts("select ticket_id || ' ' || stars from rating"),
                "the topic",
                rated.stream().map(ticket -> ticket + " " + stars.get(ticket)).toList(),
                "the ticket database",
                stack.database("ticket")
                        .texts("select id || ' ' || satisfaction_rating from ticket"
                                + " where satisfaction_rating is not null and status = 'resolved'"),
                "the conversations",
                stack.database("messaging")
                        .texts("select r.ticket_id || ' ' || rating from rating_copy r"
                                + " join conversation c on c.ticket_id = r.ticket_id where c.status = 'resolved'"));
    }

    /// Where a chat that was closed and rated has to stand, by its id and stars: a message store, with its list beside
    /// it.
    public Map<String, List<String>> placesOfChats() {
        return Map.of(
                "the list of chats",
                stack.database("messaging")
                        .texts("select conversation_id || ' ' || satisfaction_rating from chat"
                                + " where satisfaction_rating is not null and status = 'closed'"),
                "the history of chats",
                stack.database("messaging")
                        .texts("select conversation_id || ' ' || became from chat_history where change = 'rated'"));
    }

    /// Whose a chat was, one after the other, as its history has it.
    public List<String> assignments(String chat) {
        return stack.database("messaging")
                .texts(
                        "select became from chat_history where conversation_id = ? and change = 'assigned_to' order by id",
                        UUID.fromString(chat));
    }

    /// Subjects that stand under more than one ticket: somebody's retry opened a second one.
    public List<String> subjects() {
        return stack.database("ticket").texts("select subject from ticket");
    }
}
