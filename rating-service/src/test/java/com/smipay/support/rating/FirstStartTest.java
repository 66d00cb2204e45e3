package com.smipay.support.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.rating.ServiceFixture.Answer;
import com.smipay.support.testkit.CuttableLine;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The very first start, with a database that is empty and away.
@OneServerAtATime
class FirstStartTest {
    @Test
    @Timeout(120)
    void untilTheTablesAreThereAnswersAre503AndThenAllIsWell() throws Exception {
        try (ServiceFixture service = new ServiceFixture(
                Map.of("database.acquire-timeout", "PT0.3S"), TestPostgres.freshDatabase(), CuttableLine::cut)) {
            TicketState ticket = TicketStates.of("resolved", "u-1", "a@x.ng");
            String owner = service.token("u-1", "a@x.ng");

            for (Answer answer :
                    List.of(service.tell(TicketStates.opened(ticket)), service.rate(ticket, owner, "{\"rating\":5}"))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            assertThat(service.send(service.internal("/health/ready")).status()).isEqualTo(503);
            assertThat(service.send(service.internal("/health/live")).status()).isEqualTo(200);

            service.databaseLine.mend();

            // From the first moment on: there may be a database and no tables yet, which is no fault either.
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                int status = service.tell(TicketStates.opened(ticket)).status();
                assertThat(status).isIn(204, 503);
                return status == 204;
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.send(service.internal("/health/ready")).status() == 200);
            assertThat(service.rate(ticket, owner, "{\"rating\":5}").status()).isEqualTo(201);
        }
    }
}
