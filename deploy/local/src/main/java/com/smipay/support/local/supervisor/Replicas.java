package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.Services;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How many of each service run, and what they are called: the first one as its service, the others with a number.
///
/// @param counts by the name of the service; one of each that is not named
public record Replicas(Map<String, Integer> counts) {
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
        return Services.ALL.stream().flatMap(service -> names(service).stream()).toList();
    }
}
