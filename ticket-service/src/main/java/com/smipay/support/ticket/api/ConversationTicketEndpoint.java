package com.smipay.support.ticket.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.DeviceFacts;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.conversion.ConversionRequest;
import com.smipay.support.ticket.conversion.OpenFromConversation;
import com.smipay.support.ticket.store.ConvertedTickets.Copied;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /internal/conversations/{id}/ticket`: the messaging service has a ticket made of a conversation. 201 where
/// this made it, 200 where it was there.
public final class ConversationTicketEndpoint {
    private static final int MAX_TEXT = 5_000;
    private static final int MAX_REFERENCE = 255;

    private final OpenFromConversation openFromConversation;

    public ConversationTicketEndpoint(OpenFromConversation openFromConversation) {
        this.openFromConversation = openFromConversation;
    }

    /// @param created whether this very request made it, now or before
    /// @param event an element of an [EventList]
    record Answer(boolean created, JsonNode event) {}

    public void handle(ServerRequest req, ServerResponse res) {
        UUID id = Uuids.parse(req.path().pathParameters().get("id")).orElseThrow(Problem::unknownPath);
        ConversionRequest request = parse(JsonBody.required(req).object());
        OpenFromConversation.Opened opened = openFromConversation.open(id, request);
        Responses.send(
                res,
                opened.created() ? Status.CREATED_201 : Status.OK_200,
                new Answer(opened.created(), element(EventList.encode(List.of(opened.event())))));
    }

    private static JsonNode element(byte[] list) {
        try {
            return Json.mapper().readTree(list).path("events").path(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory can't be read", e);
        }
    }

    /// @throws Problem 400 naming every offending field
    private static ConversionRequest parse(ObjectNode body) {
        Fields fields = new Fields(body);
        UUID attempt = fields.optionalUuid("attempt", "a UUID");
        if (attempt == null && !fields.isRejected("attempt")) {
            fields.reject("attempt", "attempt is required");
        }
        // A replica of the version before sends it with its blanks.
        String subject = BlankText.trim(fields.text("subject", 1, MAX_TEXT));
        String description = fields.text("description", 1, MAX_TEXT);
        SupportType type = fields.word("support_type", SupportType::parse, SupportType.words())
                .orElse(SupportType.OTHER);
        Priority priority = fields.optionalWord("priority", Priority::parse, Priority.words());
        String transaction = fields.optionalId("related_transaction_id", MAX_REFERENCE);
        String assignedTo = fields.optionalText("assigned_to", 1, MAX_REFERENCE);
        String proof = fields.optionalText("guest_proof", 1, MAX_REFERENCE);
        String phone = fields.optionalText("phone_number", 1, MAX_REFERENCE);
        String address = fields.optionalText("ip_address", 1, MAX_REFERENCE);
        String agent = fields.optionalText("user_agent", 1, MAX_TEXT);
        JsonNode metadata = fields.optionalObject("device_metadata");
        Actor by = part(fields, "by", Actor.class);
        Owner owner = part(fields, "owner", Owner.class);
        // A replica of the version before sends none.
        Actor ownerByToken =
                fields.filled("owner_by_token") != null ? part(fields, "owner_by_token", Actor.class) : null;
        MessageState first = part(fields, "first_message", MessageState.class);
        Copied copied = part(fields, "conversation", Copied.class);
        fields.check();
        return new ConversionRequest(
                Objects.requireNonNull(attempt),
                subject,
                description,
                type,
                priority,
                transaction,
                Objects.requireNonNull(by),
                assignedTo,
                Objects.requireNonNull(owner),
                ownerByToken,
                proof,
                phone,
                DeviceFacts.withPlatform(metadata).toString(),
                address,
                agent,
                Objects.requireNonNull(first),
                Objects.requireNonNull(copied));
    }

    /// Null where it is at fault. A part with a part missing is at fault too.
    private static <T extends Record> @Nullable T part(Fields fields, String field, Class<T> type) {
        ObjectNode node = fields.optionalObject(field);
        if (node == null) {
            if (!fields.isRejected(field)) {
                fields.reject(field, field + " is required");
            }
            return null;
        }
        try {
            T part = Json.mapper().treeToValue(node, type);
            if (isWhole(part)) {
                return part;
            }
        } catch (JsonProcessingException e) {
            // The original message may quote a person's words.
        }
        fields.reject(field, field + " is incomplete");
        return null;
    }

    private static boolean isWhole(Record part) {
        return switch (part) {
            case Actor actor -> isThere(actor.id());
            case Owner owner -> isThere(owner.email());
            case MessageState message ->
                isThere(message.id()) && isThere(message.message()) && isThere(message.createdAt());
            case Copied copied ->
                isThere(copied.newest())
                        && isThere(copied.newest().preview())
                        && isThere(copied.newest().createdAt());
            default -> false;
        };
    }

    /// JSON can leave out what a record promises.
    private static boolean isThere(@Nullable Object value) {
        return value != null;
    }
}
