package com.smipay.support.messaging.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.SupportIdentity;
import com.smipay.support.messaging.domain.Ticket;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.Ids;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.edge.Persons;
import com.smipay.support.messaging.projection.Agents;
import com.smipay.support.messaging.projection.KnownConversations;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /internal/conversations/{id}/join`: may this person join the ticket's room, and what did they miss
/// (`decisions.md` 27).
public final class JoinEndpoint {
    private static final String PATH = "/internal/conversations/{id}/join";

    private final KnownConversations known;
    private final Agents agents;
    private final Database database;
    private final SupportIdentity support;
    private final AnswerBudget budget;

    public JoinEndpoint(
            KnownConversations known, Agents agents, Database database, SupportIdentity support, AnswerBudget budget) {
        this.known = known;
        this.agents = agents;
        this.database = database;
        this.support = support;
        this.budget = budget;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::join);
    }

    /// @param owner for the realtime service: whose personal room the ticket's news go to
    /// @param missed only where it was asked for
    /// @param more only where there is more
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answer(
            UUID ticketId,
            String ticketNumber,
            TicketStatus status,
            Owner owner,
            @Nullable List<Missed.Message> missed,
            @Nullable Boolean more) {}

    private void join(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.required(req);
        Person person = agents.checked(Persons.told(body.object()));
        Fields fields = new Fields(body.object());
        UUID since = Ids.optional(fields, MarkRead.LAST_MESSAGE_ID);
        fields.check();
        String id = req.path().pathParameters().get("id");
        Conversation conversation = known.find(
                        TicketReference.numberOrId(id), found -> AccessRules.mayJoin(found.ticket(), person))
                .orElseThrow(() -> MessagingProblems.unknownTicket(id));
        byte[] answer = since == null
                ? Responses.bytes(answer(conversation.ticket(), null))
                : withMissed(conversation, person, since);
        Responses.sendJson(res, Status.OK_200, answer);
    }

    private byte[] withMissed(Conversation conversation, Person person, UUID since) {
        return budget.within(
                Missed.mostBytes(conversation),
                () -> Responses.bytes(answer(conversation.ticket(), missed(conversation, person, since))));
    }

    private static Answer answer(Ticket ticket, @Nullable Missed missed) {
        return new Answer(
                ticket.id(),
                ticket.number(),
                ticket.status(),
                ticket.owner(),
                missed == null ? null : missed.messages(),
                (missed != null && missed.more()) ? Boolean.TRUE : null);
    }

    private Missed missed(Conversation conversation, Person person, UUID since) {
        return person.isAdmin()
                ? Missed.byAdmin(database, conversation, since)
                : Missed.byUser(database, conversation, since, support);
    }
}
