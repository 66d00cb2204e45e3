package com.smipay.support.realtime.rooms;

import com.smipay.support.kit.telemetry.RefusalMeter;
import com.smipay.support.realtime.domain.Refusal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How one event of a client is answered: by its acknowledgement callback where it carries one; without one a success
/// is silent and a refusal comes as `exception` (`decisions.md` 26). To be used once; safe for all threads.
public final class Reply {
    private final Connection connection;
    private final @Nullable Consumer<Object> acknowledge;

    /// @param acknowledge writes the acknowledgement; null where the client wants none; called on the event loop
    public Reply(Connection connection, @Nullable Consumer<Object> acknowledge) {
        this.connection = connection;
        this.acknowledge = acknowledge;
    }

    private record Complaint(String status, String code, String message) {}

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
            connection.send(exception(refusal));
        } else {
            Refused answer = new Refused(false, refusal.code(), refusal.message());
            connection.execute(() -> callback.accept(answer));
        }
    }

    /// A refusal of something that wanted no acknowledgement.
    public static Frame exception(Refusal refusal) {
        return Frame.event("exception", new Complaint("error", refusal.code(), refusal.message()));
    }
}
