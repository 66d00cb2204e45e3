package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.http.Envelope;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.PhoneField;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.admin.ChangeTicket;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.store.TicketView;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `PUT /api/v1/unified-admin/support/{id}/status`, `/assign`, `/priority` and `/contact`. Each answers the ticket
/// after it; what
/// is so already answers the same, and nobody hears of it.
public final class ChangeEndpoints {
    private static final int MAX_NOTES = 5000;

    private final KnownCallers callers;
    private final ChangeTicket change;

    public ChangeEndpoints(KnownCallers callers, ChangeTicket change) {
        this.callers = callers;
        this.change = change;
    }

    public void status(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        Fields fields = new Fields(JsonBody.required(req).object());
        TicketStatus to =
                fields.word("status", TicketStatus::parse, TicketStatus.words()).orElse(TicketStatus.PENDING);
        String notes = fields.optionalText("resolution_notes", 0, MAX_NOTES);
        fields.check();
        String message = switch (to) {
            case RESOLVED -> "Ticket resolved";
            case CLOSED -> "Ticket closed";
            case PENDING, IN_PROGRESS, WAITING_USER, ESCALATED -> "Status updated";
        };
        answer(req, res, message, change.status(reference(req), to, notes, admin));
    }

    public void assign(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        Fields fields = new Fields(JsonBody.required(req).object());
        String to = assignee(fields);
        fields.check();
        answer(req, res, "Ticket assigned", change.assign(reference(req), to, admin));
    }

    public void priority(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        Fields fields = new Fields(JsonBody.required(req).object());
        Priority to = fields.word("priority", Priority::parse, Priority.words()).orElse(Priority.LOW);
        fields.check();
        answer(req, res, "Priority updated", change.priority(reference(req), to, admin));
    }

    /// What is not told stays as it is.
    public void contact(ServerRequest req, ServerResponse res) {
        Caller admin = callers.admin(req);
        Fields fields = new Fields(JsonBody.required(req).object());
        String email = fields.isBlank("email") ? null : fields.email("email");
        String phone = PhoneField.of(fields);
        if (fields.isBlank("email") && fields.isBlank("phone_number")) {
            fields.reject("email", "email or phone_number is required");
        }
        fields.check();
        answer(req, res, "Contact updated", change.contact(reference(req), email, phone, admin));
    }

    /// A null has to be sent: leaving the field out is no wish to unassign. A language that leaves nulls out says
    /// it with the word that the list is filtered by.
    private static @Nullable String assignee(Fields fields) {
        JsonNode node = fields.node("assigned_to");
        if (node == null) {
            if (!fields.isSent("assigned_to")) {
                fields.reject("assigned_to", "assigned_to is required");
            }
            return null;
        }
        if (node.isTextual() && BlankText.strip(node.textValue()).equals(ListRequest.UNASSIGNED)) {
            return null;
        }
        if (!node.isTextual() || !Uuids.isOne(node.textValue())) {
            fields.reject("assigned_to", "assigned_to must be an admin's UUID, or null or " + ListRequest.UNASSIGNED);
        }
        return Uuids.normal(node.asText());
    }

    private static Optional<TicketReference> reference(ServerRequest req) {
        return TicketReference.parse(id(req));
    }

    private static void answer(
            ServerRequest req, ServerResponse res, String message, Outcome<TicketView, Refusal> outcome) {
        outcome.send(
                res,
                Status.OK_200,
                made -> Envelope.of(message, TicketRow.of(made)),
                reason -> TicketProblems.of(reason, id(req)));
    }

    private static String id(ServerRequest req) {
        return req.path().pathParameters().get("id");
    }
}
