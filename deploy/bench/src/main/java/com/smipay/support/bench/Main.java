package com.smipay.support.bench;

import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Report;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.BacklogScenario;
import com.smipay.support.bench.scenario.Bench;
import com.smipay.support.bench.scenario.ChatScenario;
import com.smipay.support.bench.scenario.ColdScenario;
import com.smipay.support.bench.scenario.ConnectionMemoryScenario;
import com.smipay.support.bench.scenario.DeliveryScenario;
import com.smipay.support.bench.scenario.FanOutScenario;
import com.smipay.support.bench.scenario.FrontDoorScenario;
import com.smipay.support.bench.scenario.LatencyScenario;
import com.smipay.support.bench.scenario.MemoryScenario;
import com.smipay.support.bench.scenario.PaceScenario;
import com.smipay.support.bench.scenario.ReconnectScenario;
import com.smipay.support.bench.scenario.RestScenario;
import com.smipay.support.bench.scenario.ScaleScenario;
import com.smipay.support.bench.scenario.Scenario;
import com.smipay.support.bench.scenario.StartScenario;
import com.smipay.support.bench.scenario.WriteScenario;
import com.smipay.support.servers.files.Checkout;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs scenarios and prints what they came to.
@Command(
        name = "deploy/bench/run",
        mixinStandardHelpOptions = true,
        description = "Measures the product side by side with its peers, on a stack of its own.")
public final class Main implements Callable<Integer> {
    @Parameters(description = "Scenarios by number or name, with an operation where a colon follows; none for all.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--pairs", defaultValue = "5", description = "Runs of each side (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--seconds", defaultValue = "5", description = "How long one run takes (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "240",
            description = "Seconds at the most before the first run of a side (${DEFAULT-VALUE}); it ends when the side"
                    + " gets no faster.")
    private int warmUp;

    @Option(names = "--clients", defaultValue = "32", description = "Clients of a load (${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--json", description = "File for the figures (deploy/bench/target/bench.json).")
    private @Nullable Path json;

    @Option(names = "--home", description = "Directory for the stack's data (deploy/bench/target/home).")
    private @Nullable Path home;

    @Option(names = "--keep", description = "Leaves the databases of scenario 5 filled for the next run.")
    private boolean keep;

    @Option(
            names = "--tickets",
            defaultValue = "1000000",
            description = "On the large side of scenario 5 (${DEFAULT-VALUE}); the target speaks of a million.")
    private int tickets;

    @Option(names = "--list", description = "Names the scenarios and does nothing.")
    private boolean list;

    private static Map<String, Scenario> known(List<String> operations) {
        Map<String, Scenario> known = new LinkedHashMap<>();
        known.put("10 rest", new RestScenario(operations));
        known.put("1 add-message", new WriteScenario());
        known.put("11 chats", new ChatScenario());
        known.put("2 latency", new LatencyScenario());
        known.put("3 deliveries", new DeliveryScenario());
        known.put("6 start", new StartScenario());
        known.put("9 memory", new MemoryScenario());
        known.put("7 reconnect", new ReconnectScenario());
        known.put("4 connection", new ConnectionMemoryScenario());
        known.put("5 scale", new ScaleScenario(operations));
        known.put("8 backlog", new BacklogScenario());
        known.put("12 front-door", new FrontDoorScenario(operations));
        known.put("13 pace", new PaceScenario());
        known.put("14 fan-out", new FanOutScenario());
        known.put("15 cold", new ColdScenario());
        return known;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            known(List.of()).keySet().forEach(System.out::println);
            return 0;
        }
        Path target = Checkout.find().root().resolve(Path.of("deploy", "bench", "target"));
        Path directory = home == null ? target.resolve("home") : home.toAbsolutePath();
        Files.createDirectories(directory);
        List<Figure> figures = new ArrayList<>();
        List<String> circumstances = new ArrayList<>();
        circumstances.add(String.format(
                Locale.ROOT,
                "%s; %d processors, generator included; Java %s; %d pairs of %d s, sides in turns; median (lowest..highest)",
                Instant.now().toString().substring(0, 16),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                pairs,
                seconds));
        circumstances.add("load average at the start " + loadAverage());
        Bench.Options options = new Bench.Options(
                pairs, Duration.ofSeconds(seconds), new WarmUp(Duration.ofSeconds(warmUp)), clients, keep, tickets);
        int failures = 0;
        try (Bench bench = new Bench(options, directory)) {
            Thread ending = Thread.ofPlatform().unstarted(() -> end(bench));
            Runtime.getRuntime().addShutdownHook(ending);
            for (Map.Entry<String, Scenario> chosen : chosen().entrySet()) {
                System.out.println("== " + chosen.getKey());
                try {
                    figures.addAll(chosen.getValue().run(bench));
                } catch (Exception e) {
                    failures++;
                    circumstances.add("not measured: " + chosen.getKey() + ": " + e.getMessage());
                    Logger.getLogger(Main.class.getName()).log(Level.SEVERE, chosen.getKey() + " failed", e);
                }
            }
            circumstances.add("load average at the end " + loadAverage());
            Report report = new Report(circumstances, figures);
            System.out.print("\n" + report.table());
            Path file = json == null ? target.resolve("bench.json") : json;
            report.write(file);
            System.out.println("written to " + file);
            Runtime.getRuntime().removeShutdownHook(ending);
        }
        return failures == 0 ? 0 : 1;
    }

    private static void end(Bench bench) {
        try {
            bench.close();
        } catch (Exception e) {
            Logger.getLogger(Main.class.getName()).log(Level.SEVERE, "Not everything was ended", e);
        }
    }

    private Map<String, Scenario> chosen() {
        Map<String, Scenario> chosen = new LinkedHashMap<>();
        if (scenarios.isEmpty()) {
            return known(List.of());
        }
        for (String wanted : scenarios) {
            String[] words = wanted.split(":", 2);
            known(words.length == 1 ? List.of() : List.of(words[1])).forEach((name, scenario) -> {
                String[] names = name.split(" ", 2);
                if (words[0].equals(names[0]) || words[0].equals(names[1])) {
                    chosen.put(words.length == 1 ? name : name + ":" + words[1], scenario);
                }
            });
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No such scenario; --list names them");
        }
        return chosen;
    }

    private static String loadAverage() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
