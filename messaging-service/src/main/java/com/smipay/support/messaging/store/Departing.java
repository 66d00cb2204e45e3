package com.smipay.support.messaging.store;

import com.smipay.support.kit.db.Statements;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Looks for what somebody leaves behind who is no agent any more, or whose account is gone.
public final class Departing {
    private static final String LEFT = "select kind, id from left_behind(:who, cast(:is_gone as boolean))";

    private Departing() {}

    /// What becomes of it is decided with its own lock.
    public enum Kind {
        /// A chat that is theirs.
        ASSIGNED,
        /// A handover that waits for them.
        HANDOVER,
        /// A chat without a ticket that their account owns.
        OWNED
    }

    public record Left(Kind kind, UUID id) {}

    /// Waits for everybody who gives them a chat at this moment, and finds that one too. Who comes later finds them
    /// gone.
    ///
    /// @param isGone whether their account is, too
    public static List<Left> of(Statements statements, String personId, boolean isGone) {
        return statements.query(
                LEFT,
                Map.of("who", personId, "is_gone", isGone),
                row -> new Left(kind(row.text("kind")), row.uuid("id")));
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "assigned" -> Kind.ASSIGNED;
            case "handover" -> Kind.HANDOVER;
            default -> Kind.OWNED;
        };
    }
}
