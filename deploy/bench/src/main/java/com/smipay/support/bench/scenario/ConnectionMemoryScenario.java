package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.OwnStack.Person;
import com.smipay.support.servers.process.Probe;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// 4: what an idle authenticated connection costs in memory, in processes that have just started.
public final class ConnectionMemoryScenario implements Scenario {
    private static final int SOCKETS = 8_000;
    private static final int USERS_FROM = 40_000;
    private static final String REALTIME = "realtime-service";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int OK = 200;

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < SOCKETS; user++) {
            tokens.add(bench.stack().token(Person.user(USERS_FROM + user)));
        }
        Pairs pairs = Pairs.run(bench.options().pairs(), () -> ours(bench, tokens), () -> node(bench, tokens));
        return List.of(new Figure(
                "4 connection",
                "memory of each of " + SOCKETS + " idle connections",
                "KB",
                pairs.oursSpread(),
                pairs.peerSpread(),
                pairs.ratio(),
                Target.atMost(1.2),
                List.of("growth of the process, five seconds after the last came")));
    }

    private static double ours(Bench bench, List<String> tokens) throws Exception {
        ProcessHandle before = process(bench);
        before.destroy();
        URI readiness = URI.create(bench.stack().internal(REALTIME) + "/health/ready");
        if (!Waiting.untilGone(before, LIMIT) || !Waiting.until(LIMIT, () -> Probe.status(readiness) == OK)) {
            throw new IOException("The realtime service does not start again");
        }
        return growth(process(bench), bench.stack().service(REALTIME), tokens);
    }

    private static ProcessHandle process(Bench bench) throws IOException {
        return bench.stack().processes().getOrDefault(REALTIME, List.of()).getFirst();
    }

    private static double node(Bench bench, List<String> tokens) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        try {
            return growth(node.process(), node.address(), tokens);
        } finally {
            bench.end(node);
        }
    }

    private static double growth(ProcessHandle process, URI server, List<String> tokens) throws Exception {
        TimeUnit.SECONDS.sleep(5);
        double before = Resident.kilobytes(process);
        try (SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {})) {
            fleet.connect(SOCKETS, tokens::get);
            TimeUnit.SECONDS.sleep(5);
            if (fleet.lost() > 0) {
                throw new IOException(fleet.lost() + " sockets were lost");
            }
            return (Resident.kilobytes(process) - before) / SOCKETS;
        }
    }
}
