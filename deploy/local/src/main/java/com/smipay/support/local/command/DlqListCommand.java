package com.smipay.support.local.command;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "One line for each, separated by tabs: topic/partition:offset, service, key, bytes, when, why.")
final class DlqListCommand implements Callable<Integer> {
    private static final String NONE = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--with-text",
            description = "Shows what is in them too. It may be people's words: mind who looks over your shoulder.")
    private boolean withText;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterTopics deadLetterTopics = new DeadLetterTopics(new RunningStack().kafka())) {
            List<DeadLetter> all = deadLetterTopics.all();
            for (DeadLetter deadLetter : all) {
                out.println(line(deadLetter));
                if (withText) {
                    out.println("\t" + text(deadLetter.value()));
                }
            }
        }
        return 0;
    }

    private static String line(DeadLetter deadLetter) {
        byte[] value = deadLetter.value();
        return String.join(
                "\t",
                deadLetter.place().toString(),
                deadLetter.consumer(),
                text(deadLetter.key()),
                value == null ? NONE : Integer.toString(value.length),
                deadLetter.time(),
                plain(deadLetter.reason()));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? NONE : plain(new String(bytes, StandardCharsets.UTF_8));
    }

    /// One field of one line, whatever stands in it.
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
