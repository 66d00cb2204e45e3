package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.stack.Person;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// 11: chats beside tickets, on one stack: a message into a chat against `add-message`, and the slow ones among claims
/// against the slow ones among as many `add-message`.
public final class ChatScenario implements Scenario {
    private static final String NAME = "11 chats";
    private static final int CONVERSATIONS = 200;
    private static final int CLAIMS = 2_000;
    private static final double SHARE = 0.99;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        RestSide side = RestSide.ours(bench.stack());
        Requests adding = side.adding(CONVERSATIONS);
        Requests sending = sending(side);
        try (HttpLoad load = new HttpLoad(bench.options().clients(), side.messages())) {
            bench.warmUp("chat/send", () -> load.run(WarmUp.STEP, sending).rate());
            bench.warmUp("add-message", () -> load.run(WarmUp.STEP, adding).rate());
            Pairs rates = Pairs.run(
                    bench.options().pairs(),
                    () -> whole(load.run(bench.options().run(), sending)).rate(),
                    () -> whole(load.run(bench.options().run(), adding)).rate());
            bench.say("chat/send: " + rates.ratio().text());
            claim(load, side);
            Pairs claims = Pairs.run(
                    bench.options().pairs(), () -> claim(load, side), () -> slow(load.run(LONGEST, counted(adding))));
            bench.say("claim: " + claims.ratio().text());
            return List.of(
                    rates.figure(
                            NAME,
                            "chat/send to a chat there is, against add-message",
                            "/s",
                            Target.atLeast(0.9),
                            "both ours"),
                    claims.figure(NAME, "claim against add-message, p99", "ms", Target.atMost(1.5), "both ours"));
        }
    }

    private static Requests sending(RestSide side) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String chat : side.openChats(CONVERSATIONS)) {
            requests.add(side.sendToChat(Person.user(requests.size()), chat));
        }
        return RestSide.anyOf(requests);
    }

    /// Every chat can be claimed once, so there are new ones each time.
    private static double claim(HttpLoad load, RestSide side) throws Exception {
        Queue<byte[]> requests = new ConcurrentLinkedQueue<>();
        for (String chat : side.openChats(CLAIMS)) {
            requests.add(side.claim(Person.admin(0), chat));
        }
        return slow(load.run(LONGEST, client -> requests.poll()));
    }

    private static Requests counted(Requests requests) {
        Queue<byte[]> all = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < CLAIMS; i++) {
            all.add(requests.next(0));
        }
        return client -> all.poll();
    }

    private static double slow(Outcome outcome) throws IOException {
        return whole(outcome).latencies().millis(SHARE);
    }

    private static Outcome whole(Outcome outcome) throws IOException {
        if (outcome.failed() > 0) {
            throw new IOException(outcome.failed() + " requests failed");
        }
        return outcome;
    }
}
