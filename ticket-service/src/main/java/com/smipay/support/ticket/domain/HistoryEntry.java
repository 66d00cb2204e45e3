package com.smipay.support.ticket.domain;

import org.jspecify.annotations.Nullable;

/// One line of a ticket's history, without its time, which is the time of the change (`admin-api.md`, history entry).
///
/// @param by the id of whoever did it; null where the system did, and for a guest
public record HistoryEntry(
        Kind kind,
        @Nullable String from,
        @Nullable String to,
        @Nullable String by) {
    /// What was changed, in the words of the contract.
    public enum Kind {
        OPENED("opened"),
        STATUS("status"),
        ASSIGNED_TO("assigned_to"),
        PRIORITY("priority"),
        /// To an account, or away from one that is gone.
        CLAIMED("claimed"),
        CONTACT("contact"),
        RESOLUTION_NOTES("resolution_notes"),
        /// Whoever it belonged to, with their words.
        ERASED("erased");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
