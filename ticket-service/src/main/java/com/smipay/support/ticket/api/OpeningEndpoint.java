package com.smipay.support.ticket.api;

import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.command.IdempotentRequest;
import com.smipay.support.kit.command.Outcome;
import com.smipay.support.kit.http.ClientAddress;
import com.smipay.support.kit.http.DeviceMetadata;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.http.SecurityHeadersGuard;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.ticket.domain.Refusal;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.opening.Applicant;
import com.smipay.support.ticket.opening.OpenTicket;
import com.smipay.support.ticket.opening.OpenedTicket;
import com.smipay.support.ticket.opening.SupportRequest;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/support/request-support` for a new ticket.
public final class OpeningEndpoint {
    private static final int MAX_USER_AGENT = 512;

    private final OpenTicket openTicket;
    private final ClientAddress addresses;

    public OpeningEndpoint(OpenTicket openTicket, ClientAddress addresses) {
        this.openTicket = openTicket;
        this.addresses = addresses;
    }

    /// @param body without a `ticket_number`
    public void handle(ServerRequest req, ServerResponse res, Optional<Caller> caller, JsonBody body) {
        SupportRequest request = SupportRequestBody.parse(body.object());
        String deviceId = SecurityHeadersGuard.deviceId(req);
        Optional<IdempotencyKey> key =
                IdempotencyKey.of(req, caller, deviceId, body.bytes().array());
        ClientMetadata metadata = new ClientMetadata(
                DeviceMetadata.filled(request.metadata(), req).toString(),
                addresses.resolve(req),
                userAgent(req),
                null);
        Applicant applicant = Applicant.of(caller.orElse(null), deviceId);
        switch (openTicket.open(
                request,
                applicant,
                metadata,
                new IdempotentRequest<>(key, Status.CREATED_201.code(), opened -> OpenedAnswer.of(opened.ticket())))) {
            case Outcome.Executed<OpenedTicket, Refusal> executed -> {
                Ticket ticket = executed.value().ticket();
                res.header(HeaderNames.LOCATION, address(ticket.submission().number()));
                Responses.send(res, Status.CREATED_201, OpenedAnswer.of(ticket));
            }
            case Outcome.Replayed<OpenedTicket, Refusal> replayed -> {
                res.header(HeaderNames.LOCATION, address(OpenedAnswer.number(replayed.body())));
                Responses.replay(res, Status.create(replayed.status()), replayed.body());
            }
            case Outcome.Refused<OpenedTicket, Refusal> refused -> throw TicketProblems.ofOpening(refused.reason());
        }
    }

    /// Where the caller reads the ticket. A number needs no escaping.
    private static String address(String number) {
        return "/api/v1/support/ticket?ticket_number=" + number;
    }

    /// The beginning of what the client calls itself; null where that is no text.
    private static @Nullable String userAgent(ServerRequest req) {
        return req.headers()
                .first(HeaderNames.USER_AGENT)
                .map(agent -> first(MAX_USER_AGENT, agent))
                .filter(agent -> new TextRule(1, MAX_USER_AGENT)
                        .fault("user_agent", agent)
                        .isEmpty())
                .orElse(null);
    }

    /// Never half of a surrogate pair.
    private static String first(int max, String text) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
