package com.smipay.support.realtime.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.smipay.support.kit.telemetry.RefusalMeter;
import com.smipay.support.realtime.domain.Refusal;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How one event of a client is answered: by its acknowledgement callback where it carries one; without one a
/// success is silent and a refusal comes as `exception` (`decisions.md` 26). To be used once; safe for all threads.
public final class Reply {
    private final Connection connection;
    private final Asked asked;
    private final @Nullable Consumer<Object> acknowledge;

    /// @param asked what a refusal names
    /// @param acknowledge writes the acknowledgement; null where the client wants none; called on the event loop
    public Reply(Connection connection, Asked asked, @Nullable Consumer<Object> acknowledge) {
        this.connection = connection;
        this.asked = asked;
        this.acknowledge = acknowledge;
    }

    /// What a client asked, as far as it can be named to it (`decisions.md` 58).
    public record Asked(
            @Nullable String event,
            @Nullable UUID ticketId,
            @Nullable UUID conversationId) {
        static final Asked NOTHING = new Asked(null, null, null);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Complaint(
            String status,
            String code,
            String message,
            @Nullable String event,
            @Nullable UUID ticketId,
            @Nullable UUID conversationId) {}

    private record Warning(Instant expiresAt) {}

    private record Refused(boolean success, String code, String message) {}

    /// @param answer with `success: true` in it
    public void succeed(Object answer) {
        connection.execute(() -> succeedNow(answer));
    }

    /// On the event loop, so that whatever is written next comes after it.
    public void succeedNow(Object answer) {
        if (acknowledge != null) {
            acknowledge.accept(answer);
        }
    }

    public void refuse(Refusal refusal) {
        RefusalMeter.count(refusal.code());
        Consumer<Object> callback = acknowledge;
        if (callback == null) {
            connection.send(complaint(refusal, asked));
        } else {
            Refused answer = new Refused(false, refusal.code(), refusal.message());
            connection.execute(() -> callback.accept(answer));
        }
    }

    /// What happens to a connection that asked for nothing.
    public static Frame exception(Refusal refusal) {
        return complaint(refusal, Asked.NOTHING);
    }

    private static Frame complaint(Refusal refusal, Asked asked) {
        return Frame.event(
                "exception",
                new Complaint(
                        "error",
                        refusal.code(),
                        refusal.message(),
                        asked.event(),
                        asked.ticketId(),
                        asked.conversationId()));
    }

    /// Tells a client that its token is about to expire (`decisions.md` 25).
    public static Frame expiring(Instant at) {
        return Frame.event("token_expiring", new Warning(at));
    }
}
