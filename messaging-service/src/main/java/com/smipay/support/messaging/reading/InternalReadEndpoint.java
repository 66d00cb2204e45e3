package com.smipay.support.messaging.reading;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.idempotency.IdempotentExecutor.Outcome;
import com.smipay.support.kit.peer.EventPublisher;
import com.smipay.support.messaging.domain.AccessRules;
import com.smipay.support.messaging.domain.Conversation;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.TicketReference;
import com.smipay.support.messaging.edge.Ids;
import com.smipay.support.messaging.edge.MessagingProblems;
import com.smipay.support.messaging.edge.Persons;
import com.smipay.support.messaging.projection.KnownConversations;
import com.smipay.support.messaging.reading.MarkRead.Marked;
import com.smipay.support.messaging.store.IdempotentWrites;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// `POST /internal/conversations/{id}/read`: the socket event `mark_read` (`decisions.md` 21), for a user whose own
/// ticket it is.
public final class InternalReadEndpoint {
    private static final String PATH = "/internal/conversations/{id}/read";

    private final KnownConversations known;
    private final IdempotentWrites writes;
    private final EventPublisher announcer;

    public InternalReadEndpoint(KnownConversations known, IdempotentWrites writes, EventPublisher announcer) {
        this.known = known;
        this.writes = writes;
        this.announcer = announcer;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::mark);
    }

    private void mark(ServerRequest req, ServerResponse res) {
        JsonBody body = JsonBody.required(req);
        Person person = Persons.told(body.object());
        MarkRead.refuseAdmin(person);
        Fields fields = new Fields(body.object());
        UUID lastMessageId = Ids.optional(fields, MarkRead.LAST_MESSAGE_ID);
        fields.check();
        String id = req.path().pathParameters().get("id");
        Predicate<Conversation> own = found -> AccessRules.mayJoin(found.ticket(), person);
        Conversation seen =
                known.find(TicketReference.numberOrId(id), own).orElseThrow(() -> MessagingProblems.unknownTicket(id));
        Outcome<Marked> outcome = writes.run(
                seen.ticket().id(),
                Optional.empty(),
                Status.OK_200,
                statements -> MarkRead.mark(statements, id, seen, own, person, lastMessageId),
                Marked::answer);
        if (outcome instanceof Outcome.Executed<Marked> fresh) {
            fresh.result().event().ifPresent(announcer::announce);
            Responses.send(res, Status.OK_200, fresh.result().answer());
        }
    }
}
