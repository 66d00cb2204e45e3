package com.smipay.support.local.command;

import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.supervisor.Condition;
import com.smipay.support.servers.process.ProcessMark;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints one line for each process.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "One line for each process of the running stack: name, pid, public URL, internal URL, state.")
public final class StatusCommand implements Callable<Integer> {
    private static final String NONE = "-";

    @Option(
            names = "--url",
            paramLabel = "ADDRESS",
            description = "Instead: the internal address of a service of another deployment; once for each.")
    private List<URI> services = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        List<String> lines = services.isEmpty()
                ? new RunningStack()
                        .running().parts().parallelStream()
                                .map(StatusCommand::line)
                                .toList()
                : services.parallelStream().map(StatusCommand::line).toList();
        lines.forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    private static String line(Part part) {
        String pid = Optional.ofNullable(part.process())
                .flatMap(ProcessMark::find)
                .map(process -> Long.toString(process.pid()))
                .orElse(NONE);
        return String.join(
                "\t",
                part.name(),
                pid,
                orNone(part.publicUrl()),
                orNone(part.internalUrl()),
                Condition.of(part).word());
    }

    private static String line(URI service) {
        return String.join(
                "\t",
                service.getAuthority(),
                NONE,
                NONE,
                service.toString(),
                Condition.of(service).word());
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NONE : text;
    }
}
