package com.smipay.support.ticket.api;

import com.smipay.support.kit.compare.StatePages;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.identity.AppliedRecord;
import com.smipay.support.kit.text.TicketReference;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.replica.Departures;
import com.smipay.support.ticket.store.People;
import com.smipay.support.ticket.store.Sessions;
import com.smipay.support.ticket.store.TicketChanges;
import com.smipay.support.ticket.store.TicketLines;
import com.smipay.support.ticket.store.Tickets;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/// What peers and the one-machine stack ask on the internal listener: a ticket's newest state, the states of all in
/// pages, for copies that compare themselves with them (ADR 0055), and whether a record of an identity topic has
/// arrived here.
public final class InternalEndpoints {
    private final Database database;
    private final Departures departures;

    public InternalEndpoints(Database database, Departures departures) {
        this.database = database;
        this.departures = departures;
    }

    public void mount(Endpoints endpoints) {
        endpoints
                // The pages first: the other path takes any word.
                .get(
                        "/internal/tickets/states",
                        new StatePages(database, (after, most) -> TicketLines.page(database, after, most)))
                .get("/internal/tickets/{reference}", this::ticket)
                .get("/internal/identity/users/{id}", (req, res) -> identity(res, person(Uuids.normal(id(req)))))
                .get(
                        "/internal/identity/sessions/{id}",
                        (req, res) -> identity(res, Sessions.applied(database, id(req))));
    }

    /// A list of one event, like one told.
    private void ticket(ServerRequest req, ServerResponse res) {
        String text = req.path().pathParameters().get("reference");
        Ticket ticket = TicketReference.parse(text)
                .flatMap(reference -> Tickets.find(database, reference))
                .map(Tickets.Held::ticket)
                .orElseThrow(() -> TicketProblems.unknownTicket(text));
        Responses.sendJson(
                res,
                Status.OK_200,
                EventList.encode(List.of(TicketChanges.envelope(ticket.opened(), ticket.updatedAt()))));
    }

    /// With everything that follows from it: a record counts as applied when nothing is left to do for it.
    private Optional<AppliedRecord> person(String id) {
        Optional<AppliedRecord> applied = People.applied(database, id);
        return applied.isPresent() && departures.arePending(id) ? Optional.empty() : applied;
    }

    private static void identity(ServerResponse res, Optional<AppliedRecord> applied) {
        Responses.send(res, Status.OK_200, applied.orElseThrow(Problem::unknownPath));
    }

    private static String id(ServerRequest req) {
        String id = req.path().pathParameters().get("id");
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknownPath();
        }
        return Uuids.normal(id);
    }
}
