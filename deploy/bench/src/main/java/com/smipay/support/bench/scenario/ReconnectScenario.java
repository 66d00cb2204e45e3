package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.OwnStack.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// 7: how long it takes until five thousand sockets are in again, each with a token of its own; none may fail.
public final class ReconnectScenario implements Scenario {
    private static final int SOCKETS = 5_000;
    private static final int USERS_FROM = 20_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < SOCKETS; user++) {
            tokens.add(bench.stack().token(Person.user(USERS_FROM + user)));
        }
        URI ours = bench.stack().service("realtime-service");
        seconds(ours, tokens);
        seconds(node.address(), tokens);
        Pairs pairs =
                Pairs.run(bench.options().pairs(), () -> seconds(ours, tokens), () -> seconds(node.address(), tokens));
        bench.end(node);
        return List.of(new Figure(
                "7 reconnect",
                SOCKETS + " sockets until all are in",
                "s",
                pairs.oursSpread(),
                pairs.peerSpread(),
                pairs.ratio(),
                Target.atMost(1),
                List.of("none failed")));
    }

    private static double seconds(URI server, List<String> tokens) throws Exception {
        try (SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {})) {
            long begun = System.nanoTime();
            fleet.connect(SOCKETS, tokens::get);
            return (System.nanoTime() - begun) / 1e9;
        }
    }
}
