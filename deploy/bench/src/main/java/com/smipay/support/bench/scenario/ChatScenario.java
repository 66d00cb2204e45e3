package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad;
import com.smipay.support.bench.load.HttpLoad.Outcome;
import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.OwnStack.Person;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

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
        Requests adding = adding(side);
        Requests sending = sending(side);
        try (HttpLoad load = new HttpLoad(bench.options().clients(), client -> new HttpLine(side.messages()))) {
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
                    figure("chat/send to a chat there is, against add-message", "/s", rates, Target.atLeast(0.9)),
                    figure("claim against add-message, p99", "ms", claims, Target.atMost(1.5)));
        }
    }

    private static Figure figure(String what, String unit, Pairs pairs, Target target) {
        return new Figure(
                NAME, what, unit, pairs.oursSpread(), pairs.peerSpread(), pairs.ratio(), target, List.of("both ours"));
    }

    private static Requests adding(RestSide side) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (Ticket ticket : side.openOneEach(0, CONVERSATIONS)) {
            requests.add(side.addMessage(ticket));
        }
        return client -> requests.get(ThreadLocalRandom.current().nextInt(CONVERSATIONS));
    }

    private static Requests sending(RestSide side) throws IOException {
        List<byte[]> requests = new ArrayList<>();
        for (String chat : side.openChats(CONVERSATIONS)) {
            requests.add(side.sendToChat(Person.user(requests.size()), chat));
        }
        return client -> requests.get(ThreadLocalRandom.current().nextInt(CONVERSATIONS));
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
