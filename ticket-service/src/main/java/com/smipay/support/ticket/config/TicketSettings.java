package com.smipay.support.ticket.config;

import com.smipay.support.kit.config.Settings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;

/// @param numberPrefix what ticket numbers begin with, for example `SMI` (`decisions.md` 6)
/// @param deskZone whose days the desk works by (`decisions.md` 60)
/// @param sessionsKept how long a registration session is kept when it is over
public record TicketSettings(String numberPrefix, ZoneId deskZone, Duration sessionsKept) {
    private static final String NUMBER_PREFIX = "ticket.number-prefix";
    private static final String TIME_ZONE = "desk.time-zone";
    private static final String SESSIONS_KEPT = "registration.sessions-kept";

    /// What can stand in a path, a log and a subject line as it is.
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,16}");

    /// @throws IllegalStateException naming the setting that can't be used
    public static TicketSettings from(Settings settings) {
        String prefix = settings.text(NUMBER_PREFIX);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalStateException(
                    "Setting " + NUMBER_PREFIX + " must be 1 to 16 letters, digits, dots, underscores or hyphens");
        }
        Duration sessionsKept = settings.duration(SESSIONS_KEPT);
        if (sessionsKept.isNegative()) {
            throw new IllegalStateException("Setting " + SESSIONS_KEPT + " must not be negative");
        }
        return new TicketSettings(prefix, settings.zone(TIME_ZONE), sessionsKept);
    }
}
