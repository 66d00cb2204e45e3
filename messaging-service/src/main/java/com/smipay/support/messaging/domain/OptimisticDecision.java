package com.smipay.support.messaging.domain;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Decides on a conversation as it was seen, and once more on what is there now wherever it has changed in between:
/// the statement that writes finds nothing then.
public final class OptimisticDecision {
    /// How often a ticket may change between a look and the decision on it before the caller is sent away.
    private static final int LOOKS = 8;

    private OptimisticDecision() {}

    /// @param decision empty when its statement found another ticket than the one that it was given
    /// @param look finds the conversation as it is now
    /// @return empty for a ticket that changes faster than anybody can look, or that is gone
    public static <R> Optional<R> decide(
            Conversation seen, Function<Conversation, Optional<R>> decision, Supplier<Optional<Conversation>> look) {
        Optional<Conversation> conversation = Optional.of(seen);
        for (int looks = 0; looks < LOOKS && conversation.isPresent(); looks++) {
            Optional<R> decided = decision.apply(conversation.get());
            if (decided.isPresent()) {
                return decided;
            }
            conversation = look.get();
        }
        return Optional.empty();
    }
}
