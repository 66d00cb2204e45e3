package com.smipay.support.kit.event;

import com.smipay.support.contracts.event.EventEnvelope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Events whose data says only a number.
public final class SampleEvents {
    private SampleEvents() {}

    public static EventEnvelope numbered(String subject, int number) {
        return new EventEnvelope(
                UUID.randomUUID(),
                "sample.counted",
                "/sample-service",
                subject,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "request-" + number,
                data(number));
    }

    public static String data(int number) {
        return "{\"number\":" + number + "}";
    }

    public static int number(String data) {
        return Integer.parseInt(data.replaceAll("\\D", ""));
    }
}
