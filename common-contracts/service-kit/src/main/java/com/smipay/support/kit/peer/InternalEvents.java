package com.smipay.support.kit.peer;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.consume.UnprocessableRecordException;
import com.smipay.support.kit.db.DatabaseUnavailableException;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.HttpEvents;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Header;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `POST /internal/events`: a peer tells this service what it decided. Registered under that very path. Answers
/// 204, or 200 with the events that it led to; 400 to what is no event, 422 to one that can never be applied, 423 to
/// one whose ticket somebody holds, which is no reason to tell nothing else, 503 while the database is away.
///
/// `POST /internal/events/together`: several at once, as a list of events; 200 with an answer to each of them.
///
/// The service credential is looked at by a filter before.
public final class InternalEvents implements HttpService {
    public static final String PATH = "/internal/events";

    /// Behind [#PATH].
    static final String TOGETHER = "/together";

    /// Events of one call.
    static final int MOST_TOGETHER = 100;

    private static final Status LOCKED = Status.create(423, "Locked");
    private static final Status UNPROCESSABLE = Status.create(422, "Unprocessable Entity");

    private final EventHandler handler;

    public InternalEvents(EventHandler handler) {
        this.handler = handler;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::told);
        rules.post(TOGETHER, this::receiveBatch);
    }

    private void told(ServerRequest req, ServerResponse res) {
        EventEnvelope event = eventOf(req);
        List<EventEnvelope> decided = apply(event);
        if (decided.isEmpty()) {
            res.status(Status.NO_CONTENT_204).send();
        } else {
            Responses.sendJson(res, Status.OK_200, EventList.encode(decided));
        }
    }

    private void receiveBatch(ServerRequest req, ServerResponse res) {
        List<EventEnvelope> events;
        try {
            events = EventList.decode(bodyOf(req));
        } catch (UnprocessableRecordException e) {
            throw Problem.malformed("This is no list of events: " + e.getMessage());
        }
        if (events.size() > MOST_TOGETHER) {
            throw Problem.malformed("More than " + MOST_TOGETHER + " events at once");
        }
        Responses.sendJson(res, Status.OK_200, BatchResponse.encode(handler.applyAll(events)));
    }

    private static byte[] bodyOf(ServerRequest req) {
        return req.content().hasEntity() ? req.content().as(byte[].class) : new byte[0];
    }

    private static EventEnvelope eventOf(ServerRequest req) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : req.headers()) {
            headers.put(header.name(), header.get());
        }
        try {
            return HttpEvents.parse(headers, bodyOf(req));
        } catch (UnprocessableRecordException e) {
            throw Problem.malformed("This is no event: " + e.getMessage());
        }
    }

    private List<EventEnvelope> apply(EventEnvelope event) {
        try {
            return handler.apply(event);
        } catch (UnprocessableRecordException e) {
            throw Problem.of(UNPROCESSABLE, "UNPROCESSABLE_EVENT", String.valueOf(e.getMessage()));
        } catch (DatabaseUnavailableException e) {
            if (e.isRowHeld()) {
                throw Problem.of(LOCKED, "TICKET_HELD", "Somebody holds this ticket");
            }
            throw e;
        }
    }
}
