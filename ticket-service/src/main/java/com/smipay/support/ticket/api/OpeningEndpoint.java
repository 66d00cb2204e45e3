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

/// `POST /api/v1/support/request-support` for a new ticket.
public final class OpeningEndpoint {

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
                DeviceMetadata.userAgent(req),
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
}
