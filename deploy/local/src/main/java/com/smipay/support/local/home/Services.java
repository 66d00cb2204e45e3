package com.smipay.support.local.home;

import java.util.List;
import java.util.Optional;

/// The services, by the names of their first processes, and the databases that three of them have.
public final class Services {
    public static final String TICKET = "ticket-service";
    public static final String MESSAGING = "messaging-service";
    public static final String RATING = "rating-service";
    public static final String REALTIME = "realtime-service";

    /// In the order of `deploy/status`.
    public static final List<String> ALL = List.of(TICKET, MESSAGING, RATING, REALTIME);

    public static final List<String> WITH_DATABASE = List.of(TICKET, MESSAGING, RATING);
    public static final List<String> DATABASES = List.of("ticket", "messaging", "rating");

    private Services() {}

    /// The name of a service's database; empty for one without.
    public static Optional<String> database(String service) {
        return DATABASES.stream()
                .filter(name -> service.equals(name + "-service"))
                .findFirst();
    }
}
