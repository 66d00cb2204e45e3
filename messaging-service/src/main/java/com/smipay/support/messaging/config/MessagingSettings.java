package com.smipay.support.messaging.config;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.messaging.domain.ReadAccess;
import com.smipay.support.messaging.domain.SupportIdentity;
import java.time.Duration;
import java.time.ZoneId;

/// @param support `support.display-name` and `.display-email` (`decisions.md` 41)
/// @param readAccess `ticket.read-access` (`decisions.md` 12)
/// @param wrongEmails how many wrong emails may be tried for a ticket in `wrongEmailsPeriod`; 0 for any number
/// @param deskZone whose days the desk works by (`decisions.md` 60)
public record MessagingSettings(
        SupportIdentity support, ReadAccess readAccess, int wrongEmails, Duration wrongEmailsPeriod, ZoneId deskZone) {

    /// @throws IllegalStateException naming the setting that is at fault
    public static MessagingSettings from(Settings settings) {
        return new MessagingSettings(
                new SupportIdentity(
                        settings.optionalText("support.display-name"), settings.optionalText("support.display-email")),
                readAccess(settings.text("ticket.read-access")),
                settings.flag("rate-limit.enabled") ? settings.number("rate-limit.wrong-emails") : 0,
                settings.duration("rate-limit.wrong-emails-period"),
                settings.zone("desk.time-zone"));
    }

    private static ReadAccess readAccess(String word) {
        return switch (word) {
            case "owner" -> ReadAccess.OWNER;
            case "number" -> ReadAccess.NUMBER;
            default -> throw new IllegalStateException("Setting ticket.read-access must be owner or number");
        };
    }
}
