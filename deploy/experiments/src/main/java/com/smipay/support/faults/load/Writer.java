package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Somebody who does not give up: the same request with the same key, until it is taken.
public final class Writer {
    /// Outages are shorter.
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final Set<Integer> TRY_AGAIN = Set.of(409, 429, 503);

    private final Rest rest;
    private final Journal journal;

    public Writer(Rest rest, Journal journal) {
        this.rest = rest;
        this.journal = journal;
    }

    /// @param service who answers, for its recovery time
    /// @return the data of the success
    /// @throws NeverTakenException when it was refused for good, or patience is over; the journal knows
    public JsonNode post(Person person, String service, String target, JsonNode body) {
        String key = UUID.randomUUID().toString();
        return untilTaken(service, "POST " + target, () -> rest.post(person, target, body, key));
    }

    /// For what somebody else may have done before, or a rule may be against.
    ///
    /// @return the success, or a refusal that stays one
    public Answer decided(Person person, String service, String target, JsonNode body) {
        String key = UUID.randomUUID().toString();
        return untilDecided(service, "POST " + target, () -> rest.post(person, target, body, key));
    }

    /// For what is the same, done twice.
    public JsonNode put(Person person, String service, String target, JsonNode body) {
        return untilTaken(service, "PUT " + target, () -> rest.put(person, target, body));
    }

    private JsonNode untilTaken(String service, String what, Supplier<Answer> call) {
        Answer answer = untilDecided(service, what, call);
        if (!answer.isSuccess()) {
            journal.surprise(what + " answered " + answer.status() + " " + answer.json());
            throw new NeverTakenException();
        }
        return answer.data();
    }

    private Answer untilDecided(String service, String what, Supplier<Answer> call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            long began = System.nanoTime();
            Answer answer = call.get();
            if (answer.isSuccess()) {
                journal.succeeded(service, began);
                return answer;
            }
            if (answer.status() == Answer.LOST) {
                journal.lost();
            } else if (TRY_AGAIN.contains(answer.status()) || isNotYet(answer)) {
                journal.refused(Duration.ofNanos(System.nanoTime() - began));
            } else {
                return answer;
            }
            pause(BETWEEN);
        }
        journal.surprise(what + " was not taken within " + PATIENCE.toSeconds() + " s");
        throw new NeverTakenException();
    }

    /// A service that was away when the ticket was resolved hears of it a moment later (`decisions.md` 23).
    private static boolean isNotYet(Answer answer) {
        return answer.json().path("code").asText().equals("RATING_STATUS");
    }

    static void pause(Duration time) {
        try {
            Waiting.pause(time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Refused for good.
    public static final class NeverTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
