package com.smipay.support.messaging.api;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.messaging.conversion.CreateTicket;
import com.smipay.support.messaging.conversion.TicketDraft;
import com.smipay.support.messaging.domain.Refusal;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/unified-admin/support/conversations/{id}/create-ticket` (`live-chat-api.md`, rule 4).
public final class CreateTicketEndpoint {
    private static final int MIN_SUBJECT = 5;
    private static final int MAX_SUBJECT = 200;
    private static final int MIN_DESCRIPTION = 10;
    private static final int MAX_DESCRIPTION = 5000;
    private static final int MAX_TRANSACTION = 255;

    private final AdminCalls admins;
    private final CreateTicket createTicket;

    public CreateTicketEndpoint(AdminCalls admins, CreateTicket createTicket) {
        this.admins = admins;
        this.createTicket = createTicket;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(ConversationPaths.OF_ADMIN + "/{id}/create-ticket", this::create);
    }

    private record Made(
            UUID id,
            String ticketNumber,
            String subject,
            SupportType supportType,
            Priority priority,
            TicketStatus status,
            @Nullable UUID conversationId) {}

    private record Answer(Made ticket) {}

    private void create(ServerRequest req, ServerResponse res) {
        AdminCalls.Admitted admin = admins.admit(req);
        JsonBody body = JsonBody.required(req);
        TicketDraft draft = parse(new Fields(body.object()));
        switch (createTicket.create(
                req.path().pathParameters().get("id"),
                draft,
                admin.person(),
                new IdempotentRequest<>(
                        admin.key(req, body), Status.CREATED_201.code(), CreateTicketEndpoint::answer))) {
            case Outcome.Executed<TicketState, Refusal> executed -> {
                res.header(HeaderNames.LOCATION, address(executed.value().id().toString()));
                Responses.send(res, Status.CREATED_201, answer(executed.value()));
            }
            case Outcome.Replayed<TicketState, Refusal> replayed -> {
                res.header(HeaderNames.LOCATION, address(id(replayed.body())));
                Responses.replay(res, Status.create(replayed.status()), replayed.body());
            }
            case Outcome.Refused<TicketState, Refusal> refused -> throw ConversationProblems.of(refused.reason());
        }
    }

    /// Where an admin reads the ticket.
    private static String address(String id) {
        return "/api/v1/unified-admin/support/" + id;
    }

    /// The id in an answer that was given before.
    private static String id(String answer) {
        try {
            return Json.mapper().readTree(answer).at("/data/ticket/id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException("An answer that was remembered is no JSON", e);
        }
    }

    private static TicketDraft parse(Fields fields) {
        String subject = BlankText.trim(fields.text("subject", MIN_SUBJECT, MAX_SUBJECT));
        String description = fields.text("description", MIN_DESCRIPTION, MAX_DESCRIPTION);
        SupportType type = fields.optionalWord("support_type", SupportType::parse, SupportType.words());
        Priority priority = fields.optionalWord("priority", Priority::parse, Priority.words());
        String transaction = fields.optionalId("related_transaction_id", MAX_TRANSACTION);
        fields.check();
        return new TicketDraft(
                subject, description, type == null ? SupportType.GENERAL_INQUIRY : type, priority, transaction);
    }

    private static Object answer(TicketState ticket) {
        return Envelope.of(
                "Ticket created from conversation",
                new Answer(new Made(
                        ticket.id(),
                        ticket.ticketNumber(),
                        ticket.subject(),
                        ticket.supportType(),
                        ticket.priority(),
                        ticket.status(),
                        ticket.conversationId())));
    }
}
