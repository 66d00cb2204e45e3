package com.smipay.support.local.command;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import com.smipay.support.local.topic.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What the services have dead-lettered.
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "Records that a service could not apply and has dead-lettered, so that the others flow.",
        subcommands = {DlqCommand.ListThem.class, DlqCommand.Replay.class, DlqCommand.Drop.class})
public final class DlqCommand {
    private static final String NONE = "-";

    /// What each of the commands works with: what is dead-lettered at a broker.
    abstract static class OnTopics implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private ChosenBroker broker = new ChosenBroker();

        @Override
        public Integer call() throws Exception {
            try (DeadLetterTopics topics = new DeadLetterTopics(broker.address(new RunningStack()))) {
                return run(topics, spec.commandLine().getOut());
            }
        }

        /// @return the exit code
        abstract int run(DeadLetterTopics topics, PrintWriter out) throws IOException;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "One line for each, separated by tabs: topic/partition:offset, service, key, bytes, when, why.")
    static final class ListThem extends OnTopics {
        @Option(
                names = "--with-text",
                description = "Shows what is in them too. It may be people's words: mind who looks over your shoulder.")
        private boolean withText;

        @Override
        int run(DeadLetterTopics topics, PrintWriter out) throws IOException {
            for (DeadLetter each : topics.all()) {
                byte[] value = each.value();
                out.println(String.join(
                        "\t",
                        each.place().toString(),
                        each.consumer(),
                        text(each.key()),
                        value == null ? NONE : Integer.toString(value.length),
                        each.time(),
                        plain(each.reason())));
                if (withText) {
                    out.println("\t" + text(value));
                }
            }
            return 0;
        }

        private static String text(byte @Nullable [] bytes) {
            return bytes == null ? NONE : plain(new String(bytes, StandardCharsets.UTF_8));
        }

        /// One field of one line, whatever stands in it.
        private static String plain(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Puts records back where they came from, each once, to be applied now; they are no longer dead-lettered.",
                "One that still can't be applied is dead-lettered again, from its new place. A fact about a person or a session that"
                        + " a newer one has overtaken stays dead-lettered: drop it."
            })
    static final class Replay extends OnTopics {
        @Mixin
        private Choice choice = new Choice();

        @Override
        int run(DeadLetterTopics topics, PrintWriter out) throws IOException {
            int overtaken = 0;
            for (List<DeadLetter> there : choice.choose(topics.all()).values()) {
                boolean replayed = topics.replay(there.getFirst());
                if (replayed) {
                    settle(topics, there);
                } else {
                    overtaken++;
                }
                out.println((replayed ? "replayed\t" : "overtaken\t")
                        + there.getFirst().place());
            }
            return overtaken == 0 ? 0 : 1;
        }
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Gives records up: nobody applies them, and they are no longer dead-lettered.")
    static final class Drop extends OnTopics {
        @Mixin
        private Choice choice = new Choice();

        @Override
        int run(DeadLetterTopics topics, PrintWriter out) throws IOException {
            for (List<DeadLetter> there : choice.choose(topics.all()).values()) {
                settle(topics, there);
                out.println("dropped\t" + there.getFirst().place());
            }
            return 0;
        }
    }

    private static void settle(DeadLetterTopics topics, List<DeadLetter> there) throws IOException {
        for (DeadLetter each : there) {
            topics.settle(each);
        }
    }

    /// Which dead-lettered records a command is about: all of them, or those that stood at the named places.
    static final class Choice {
        @Option(names = "--all", description = "Every one.")
        private boolean all;

        @Parameters(paramLabel = "PLACE", arity = "0..*", description = "topic/partition:offset, as `list` prints it.")
        private List<String> places = new ArrayList<>();

        /// By place, in order; what several services have dead-lettered stands together.
        SortedMap<Place, List<DeadLetter>> choose(List<DeadLetter> deadLetters) {
            if (all != places.isEmpty()) {
                throw new UserError("Name the places, or --all");
            }
            SortedMap<Place, List<DeadLetter>> byPlace = new TreeMap<>();
            for (DeadLetter each : deadLetters) {
                byPlace.computeIfAbsent(each.place(), any -> new ArrayList<>()).add(each);
            }
            if (all) {
                return byPlace;
            }
            SortedMap<Place, List<DeadLetter>> chosen = new TreeMap<>();
            for (String text : places) {
                Place place = Place.parse(text)
                        .orElseThrow(() -> new UserError("This is no topic/partition:offset: " + text));
                List<DeadLetter> there = byPlace.get(place);
                if (there == null) {
                    throw new UserError("Nothing is dead-lettered from " + place);
                }
                chosen.put(place, there);
            }
            return chosen;
        }
    }
}
