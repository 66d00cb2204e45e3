package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.local.home.Services;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// 7: how long it takes until five thousand sockets are in again, each with a token of its own; none may fail.
public final class ReconnectScenario implements Scenario {
    private static final int SOCKETS = 5_000;
    private static final int USERS_FROM = 20_000;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        List<String> tokens = bench.tokens(USERS_FROM, SOCKETS);
        URI realtime = bench.stack().publicUrl(Services.REALTIME);
        Watched ours = new Watched(bench.processes(Services.REALTIME));
        Watched peer = new Watched(Map.of("node", List.of(node.process())));
        Pairs.Side left = () -> ours.run(() -> seconds(realtime, tokens));
        Pairs.Side right = () -> peer.run(() -> seconds(node.address(), tokens));
        bench.warmUp("ours", WarmUp.repeated(() -> 1 / left.run()));
        bench.warmUp("peer", WarmUp.repeated(() -> 1 / right.run()));
        Pairs pairs = Pairs.run(bench.options().pairs(), left, right);
        bench.end(node);
        return List.of(pairs.figure(
                "7 reconnect",
                SOCKETS + " sockets until all are in",
                "s",
                Target.atMost(1),
                "none failed",
                "ours: " + notes(ours),
                "peer: " + notes(peer)));
    }

    private static double seconds(URI server, List<String> tokens) throws Exception {
        try (SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {})) {
            long begun = System.nanoTime();
            fleet.connect(SOCKETS, tokens::get);
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static String notes(Watched side) {
        return side.share() + ", " + side.served().toNanos() / 1000 / SOCKETS + " us a socket";
    }
}
