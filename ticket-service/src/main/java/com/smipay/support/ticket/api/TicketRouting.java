package com.smipay.support.ticket.api;

import com.smipay.support.kit.consume.EventHandler;
import com.smipay.support.kit.http.CaughtUpGate;
import com.smipay.support.kit.http.Documents;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.ServiceCredentialGuard;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.peer.InternalEvents;
import com.smipay.support.kit.privacy.ErasureEndpoint;
import com.smipay.support.kit.privacy.ExportEndpoint;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.ServiceCredential;
import io.helidon.http.Method;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which path leads to which room (`architecture.md`, Who serves what).
public record TicketRouting(
        KnownCallers callers,
        OpeningEndpoint opening,
        FollowUpEndpoint followUp,
        MyTicketsEndpoint myTickets,
        ListEndpoint list,
        DetailEndpoint detail,
        ChangeEndpoints changes,
        OpenForCallerEndpoint openForCaller,
        ConversationTicketEndpoint conversationTicket,
        InternalEndpoints internal,
        ErasureEndpoint erasure,
        ExportEndpoint export,
        EventHandler peerEvents) {
    private static final String USER_SIDE = "/api/v1/support";
    private static final String ADMIN_SIDE = "/api/v1/unified-admin/support";

    /// What a guest may call, and what is limited for that (`decisions.md` 15).
    public static final List<String> WITHOUT_TOKEN = List.of(USER_SIDE + "/request-support");

    public void external(HttpRouting.Builder routing, CaughtUpGate gate, UserSideGuards guards) {
        routing.addFilter(gate);
        guards.addTo(routing);
        Map<Method, Handler> tickets = Map.of(Method.GET, list::handle, Method.POST, openForCaller::handle);
        Endpoints endpoints = new Endpoints(routing);
        endpoints
                .post(USER_SIDE + "/request-support", this::requestSupport)
                .post(USER_SIDE + "/create-ticket", this::createTicket)
                .get(USER_SIDE + "/my-tickets", myTickets::handle)
                .at(ADMIN_SIDE, tickets)
                .at(ADMIN_SIDE + "/", tickets)
                .get(ADMIN_SIDE + "/{id}", detail::handle)
                .put(ADMIN_SIDE + "/{id}/status", changes::status)
                .put(ADMIN_SIDE + "/{id}/assign", changes::assign)
                .put(ADMIN_SIDE + "/{id}/priority", changes::priority)
                .put(ADMIN_SIDE + "/{id}/contact", changes::contact)
                .get("/openapi/ticket", Documents.of("/openapi/ticket"))
                // All three as one: somebody has to.
                .get("/openapi", Documents.of("/openapi/support"));
        endpoints.nothingElse();
    }

    public void internal(HttpRouting.Builder routing, ServiceCredential credential) {
        routing.addFilter(new ServiceCredentialGuard(credential));
        routing.register(InternalEvents.PATH, new InternalEvents(peerEvents));
        Endpoints endpoints = new Endpoints(routing);
        endpoints.post("/internal/conversations/{id}/ticket", conversationTicket::handle);
        erasure.mount(endpoints);
        export.mount(endpoints);
        internal.mount(endpoints);
    }

    /// The same for clients that call it so, and have a token (`live-chat-api.md`, User side).
    private void createTicket(ServerRequest req, ServerResponse res) {
        open(req, res, Optional.of(callers.required(req)));
    }

    private void requestSupport(ServerRequest req, ServerResponse res) {
        open(req, res, callers.optional(req));
    }

    /// A `ticket_number` makes it a message to that ticket (`decisions.md` 16); a blank one is none (`decisions.md`
    /// 52).
    private void open(ServerRequest req, ServerResponse res, Optional<Caller> caller) {
        JsonBody body = JsonBody.required(req);
        if (new Fields(body.object()).isBlank("ticket_number")) {
            opening.handle(req, res, caller, body);
        } else {
            followUp.handle(req, res, caller, body);
        }
    }
}
