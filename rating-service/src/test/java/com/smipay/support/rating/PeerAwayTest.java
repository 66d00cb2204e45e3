package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.rating.ServiceFixture.Answer;
import com.smipay.support.testkit.OneServerAtATime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// With the peers away: what is known is rated, what is not known is not denied.
@OneServerAtATime
class PeerAwayTest {
    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void knownTicketsAreRatedAndUnknownOnesAreA503() throws Exception {
        try (ServiceFixture service = new ServiceFixture()) {
            String owner = service.token("u-1", "a@x.ng");
            TicketState known = service.told(TicketStates.of("resolved", "u-1", "a@x.ng"));
            service.ticketService.close();
            service.messagingService.close();

            Answer rated = service.rate(known, owner, "{\"rating\":5}");
            Answer unknown = service.send(service.rating("SMI-2026-000777", owner, "{\"rating\":5}"));

            assertThat(rated.status()).isEqualTo(201);
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.code()).isEqualTo("UNAVAILABLE");
            assertThat(unknown.header("Retry-After")).isNotEmpty();
        }
    }
}
