package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.LiveChats;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.local.outside.StackPart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `kill -9` of each service in turn, at random moments of live chats: while they are claimed, handed over, made into
/// tickets, closed and rated. Recovery: until the one that was killed is ready again.
final class LiveChatsKilled implements Experiment {
    private static final int ROUNDS = 5;
    private static final int DESKS = 4;
    private static final List<String> SERVICES =
            List.of(OwnStack.MESSAGING, OwnStack.TICKET, OwnStack.REALTIME, OwnStack.RATING);

    @Override
    public String name() {
        return "chats";
    }

    @Override
    public String what() {
        return "kill -9 of each service in turn, while chats are claimed, handed over and made into tickets";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(ROUNDS, 1);
        List<Duration> recoveries = new ArrayList<>();
        try (LiveChats chats = LiveChats.start(lab.stack(), lab.isShort() ? 2 : DESKS)) {
            for (int round = 0; round < rounds; round++) {
                for (String service : SERVICES) {
                    lab.letGo(Duration.ofMillis(300), Duration.ofMillis(2_000));
                    StackPart part = lab.stack().part(service);
                    long killed = System.nanoTime();
                    part.kill();
                    part.awaitReady();
                    recoveries.add(Duration.ofNanos(System.nanoTime() - killed));
                }
            }
            chats.stop();
            Verdict verdict = chats.verdict();
            return Outcome.of(name(), rounds + " x kill -9 of each service", verdict, recoveries)
                    .expect(chats.ended() > rounds, "Only " + chats.ended() + " chats came to their end")
                    .with("chats that were claimed, handed over, made into a ticket, closed and rated", chats.ended())
                    .with("refused and tried again", chats.journal().refusals())
                    .with("answers lost and tried again", chats.journal().lostAnswers());
        }
    }
}
