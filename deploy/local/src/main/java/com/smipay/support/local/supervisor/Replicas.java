package com.smipay.support.local.supervisor;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How many of each service run, and what they are called: the first one as its service, the others with a number.
///
/// @param counts by the name of the service; one of each that is not named
public record Replicas(Map<String, Integer> counts) {
    static final String TICKET = "ticket-service";
    static final String MESSAGING = "messaging-service";
    static final String RATING = "rating-service";
    static final String REALTIME = "realtime-service";
    /// In the order of `deploy/status`.
    static final List<String> SERVICES = List.of(TICKET, MESSAGING, RATING, REALTIME);

    public Replicas {
        counts = Map.copyOf(counts);
    }

    int count(String service) {
        return counts.getOrDefault(service, 1);
    }

    List<String> names(String service) {
        return IntStream.rangeClosed(1, count(service))
                .mapToObj(number -> number == 1 ? service : service + "-" + number)
                .toList();
    }

    /// Of every service.
    List<String> names() {
        return SERVICES.stream().flatMap(service -> names(service).stream()).toList();
    }
}
