package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What an experiment works with.
///
/// @param isShort whether it is to take seconds instead of minutes
/// @param rounds how often, where the person at the terminal said so
public record Lab(OwnStack stack, boolean isShort, Optional<Integer> rounds, RandomGenerator random) {
    /// A load that leaves a process that starts some processor time: what is looked for here is loss, not capacity.
    private static final Duration BETWEEN = Duration.ofMillis(150);

    /// The usual people.
    public Traffic people() throws IOException {
        return Traffic.start(stack, isShort ? 2 : 4, BETWEEN, random);
    }

    public int rounds(int usual, int inShort) {
        return rounds.orElse(isShort ? inShort : usual);
    }

    public Duration time(Duration usual, Duration inShort) {
        return isShort ? inShort : usual;
    }

    /// Lets the load go on for a random while.
    public void letGo(Duration least, Duration most) throws IOException {
        long spread = most.minus(least).toNanos();
        Waiting.pause(least.plusNanos((long) (spread * random.nextDouble())));
    }
}
