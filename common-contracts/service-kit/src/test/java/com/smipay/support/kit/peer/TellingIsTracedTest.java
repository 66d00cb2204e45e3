package com.smipay.support.kit.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.event.SampleEvents;
import com.smipay.support.kit.telemetry.Tracing;
import com.smipay.support.testkit.OneServerAtATime;
import com.smipay.support.testkit.TraceCollector;
import com.smipay.support.testkit.TraceCollector.Step;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever looks at a trace sees which peer was told, and how long that took.
@OneServerAtATime
final class TellingIsTracedTest {
    /// Of the sample events.
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static final String REQUEST = "b7ad6b7169203331";

    @Test
    void thatAPeerIsToldIsAStepOfTheRequestThatLedToTheEvent() {
        EventEnvelope event = SampleEvents.numbered("ticket-1", 1);
        try (TraceCollector collector = TraceCollector.start();
                ToldPeer peer = new ToldPeer()) {
            try (Tracing tracing =
                            Tracing.start(settings(collector), "ticket-service").orElseThrow();
                    PeerNotifier notifier = new PeerNotifier(
                            List.of(peer.as("messaging")), ToldPeer.CREDENTIAL, CallSettings.forNotifying())) {
                notifier.tell(event);
            }

            assertThat(peer.told).as("what she is told has the request's trace").containsExactly(event);
            assertThat(collector.steps(TRACE))
                    .filteredOn(step -> step.what().equals("ticket-service CLIENT POST messaging"))
                    .singleElement()
                    .extracting(Step::parent)
                    .isEqualTo(REQUEST);
        }
    }

    private static Settings settings(TraceCollector collector) {
        return new Settings(Config.just(ConfigSources.create(
                Map.of("tracing.otlp-endpoint", collector.address().toString(), "tracing.sample-ratio", "1.0"))));
    }
}
