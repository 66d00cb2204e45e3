package com.smipay.support.acceptance.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.Skipped;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.topic.ConsumerGroups;
import com.smipay.support.testkit.TraceCollector;
import com.smipay.support.testkit.TraceCollector.Step;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What one caller asks for is one trace, whoever has a part in it: through the outbox, Kafka and the peers, until it
/// is shown (ADR 0060).
@Order(Integer.MAX_VALUE - 22)
@Isolated("peers are told of events that come at once by one call, which is of no trace")
class OneTraceTest {
    private static final String CALLER = "00f067aa0ba902b7";

    private final TraceCollector traces = LocalStack.running()
            .traces()
            .orElseThrow(() -> Skipped.because("the stack ran already, and tells its traces somebody else"));
    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final Person user = Person.user();

    /// What comes together is applied and told together, and is no step of anybody's trace (ADR 0060).
    @BeforeEach
    void everybodyHasReadWhatTheOthersHaveDone() {
        try (ConsumerGroups groups = new ConsumerGroups(LocalStack.running().kafka())) {
            Wait.patiently("the next event comes alone")
                    .until(() -> groups.lags().entrySet().stream()
                            .filter(group -> Services.WITH_DATABASE.contains(group.getKey()))
                            .allMatch(group -> group.getValue() == 0));
        }
    }

    @Test
    void whatAPhoneOpensIsOneTraceUntilItIsShown() {
        try (LiveSocket desk = LiveSocket.of(Person.admin())) {
            Ticket opened = Ticket.of(Call.post(App.REQUEST)
                    .by(user)
                    .header("traceparent", traceparent())
                    .json(user.app().newTicket())
                    .send()
                    .success(201, "Support ticket created successfully"));
            desk.await("ticket_created", shown -> shown.text("id").equals(opened.id()));
        }

        seen(
                "ticket-service SERVER POST /api/v1/support/request-support",
                "ticket-service CLIENT POST messaging",
                "messaging-service SERVER POST",
                "ticket-service PRODUCER publish support.tickets.v1",
                "rating-service CONSUMER process ticket.opened",
                "realtime-service CONSUMER push ticket.opened");
    }

    @Test
    void whatADeskAnswersIsOneTraceWithWhatTheTicketServiceDecidesOfIt() {
        Ticket ticket = user.app().open();

        Call.post(Dashboard.BASE + "/" + ticket.id() + "/reply")
                .by(Person.admin())
                .header("traceparent", traceparent())
                .json(Json.mapper().createObjectNode().put("message", Canary.text("It arrives today.")))
                .send()
                .expect(201);

        seen(
                "messaging-service SERVER POST /api/v1/unified-admin/support/{id}/reply",
                "messaging-service CLIENT POST ticket",
                "ticket-service SERVER POST",
                "messaging-service PRODUCER publish support.messages.v1",
                "ticket-service PRODUCER publish support.tickets.v1",
                "realtime-service CONSUMER push message.posted",
                "realtime-service CONSUMER push ticket.status-changed");
    }

    private String traceparent() {
        return "00-" + trace + "-" + CALLER + "-01";
    }

    /// All of these are told, each led to by the caller or by another step that is told; and nothing of a person.
    private void seen(String... expected) {
        Wait.patiently("services tell their steps within seconds").untilAsserted(() -> {
            List<Step> steps = traces.steps(trace);
            assertThat(steps.stream().map(Step::what)).contains(expected);
            Set<String> known = Stream.concat(Stream.of(CALLER), steps.stream().map(Step::id))
                    .collect(Collectors.toSet());
            assertThat(steps).allSatisfy(step -> assertThat(known).contains(step.parent()));
        });
        assertThat(traces.steps(trace).stream().filter(step -> step.parent().equals(CALLER)))
                .singleElement()
                .satisfies(first -> assertThat(first.what()).isEqualTo(expected[0]));
        assertThat(traces.steps(trace).toString()).doesNotContainIgnoringCase(Canary.WORD);
    }
}
