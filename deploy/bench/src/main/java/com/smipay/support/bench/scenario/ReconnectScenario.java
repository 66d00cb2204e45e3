package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.Processor;
import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.OwnStack.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// 7: how long it takes until five thousand sockets are in again, each with a token of its own; none may fail.
public final class ReconnectScenario implements Scenario {
    private static final String REALTIME = "realtime-service";
    private static final int SOCKETS = 5_000;
    private static final int USERS_FROM = 20_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < SOCKETS; user++) {
            tokens.add(bench.stack().token(Person.user(USERS_FROM + user)));
        }
        URI ours = bench.stack().service(REALTIME);
        Side left = new Side(ours, Map.of(REALTIME, bench.stack().processes().getOrDefault(REALTIME, List.of())));
        Side right = new Side(node.address(), Map.of("node", List.of(node.process())));
        bench.warmUp("ours", WarmUp.repeated(() -> 1 / left.seconds(tokens)));
        bench.warmUp("peer", WarmUp.repeated(() -> 1 / right.seconds(tokens)));
        Pairs pairs = Pairs.run(bench.options().pairs(), () -> left.seconds(tokens), () -> right.seconds(tokens));
        bench.end(node);
        return List.of(new Figure(
                "7 reconnect",
                SOCKETS + " sockets until all are in",
                "s",
                pairs.oursSpread(),
                pairs.peerSpread(),
                pairs.ratio(),
                Target.atMost(1),
                List.of("none failed", "ours: " + left.share, "peer: " + right.share)));
    }

    /// Where the herd goes, and who serves it.
    private static final class Side {
        private final URI server;
        private final Map<String, List<ProcessHandle>> serving;
        private String share = "";

        Side(URI server, Map<String, List<ProcessHandle>> serving) {
            this.server = server;
            this.serving = serving;
        }

        double seconds(List<String> tokens) throws Exception {
            try (SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {})) {
                Processor before = Processor.now(serving);
                long begun = System.nanoTime();
                fleet.connect(SOCKETS, tokens::get);
                double seconds = (System.nanoTime() - begun) / 1e9;
                Processor after = Processor.now(serving);
                share = after.shareSince(before) + ", "
                        + after.servedSince(before).toNanos() / 1000 / SOCKETS + " us a socket";
                return seconds;
            }
        }
    }
}
