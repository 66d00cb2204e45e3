package com.smipay.support.local.supervisor;

import com.smipay.support.local.home.Services;
import com.smipay.support.servers.postgres.Databases;
import com.smipay.support.servers.postgres.PostgresAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// All processes of one stack: started together as far as they can be, stopped in order.
final class Stack {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /// In the order in which they stop: PostgreSQL once nobody is before it.
    private static final List<String> FOUNDATIONS = List.of("kafka", "pgbouncer", "postgres");

    private final StackPlan plan;
    private final StackSettings settings;
    private final Roster roster;
    private final Progress progress;
    private final List<ProcessSupervisor> supervisors = new CopyOnWriteArrayList<>();
    private boolean stopping;

    Stack(StackPlan plan, StackSettings settings, Roster roster, Progress progress) {
        this.plan = plan;
        this.settings = settings;
        this.roster = roster;
        this.progress = progress;
    }

    /// Returns when every process is ready.
    ///
    /// @throws StartFailedException when one will never be; the others still run
    void start() throws IOException {
        // The gateway first: the public port is ours from then on, and callers get a 503 instead of nothing.
        CompletableFuture<?> gateway = supervise(plan.gateway());
        List<CompletableFuture<?>> foundations = superviseAll(plan.foundations());
        if (settings.postgres().isPresent()) {
            createDatabases(settings.postgres().get());
        }
        await(foundations);
        List<CompletableFuture<?>> rest = new ArrayList<>(superviseAll(plan.services()));
        rest.add(gateway);
        await(rest);
    }

    /// The gateway first, so that nobody sends more; then the services, all at once; then what they stood on.
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        stop(List.of("gateway"));
        stop(supervisors.stream()
                .map(supervisor -> supervisor.member().name())
                .filter(name -> !FOUNDATIONS.contains(name))
                .toList());
        FOUNDATIONS.forEach(name -> stop(List.of(name)));
    }

    /// At once, without any order.
    void kill() {
        supervisors.forEach(ProcessSupervisor::kill);
    }

    private static void createDatabases(PostgresAddress server) throws IOException {
        Databases databases = new Databases(server.jdbcUrl("postgres"), server.username(), server.password());
        for (String name : Services.DATABASES) {
            databases.create(name);
        }
    }

    private List<CompletableFuture<?>> superviseAll(List<Member> members) {
        return members.stream().<CompletableFuture<?>>map(this::supervise).toList();
    }

    private synchronized CompletableFuture<?> supervise(Member member) {
        if (stopping) {
            throw new StartFailedException("told to stop");
        }
        ProcessSupervisor supervisor =
                new ProcessSupervisor(member, settings.home().held(member.name()), roster, progress, Backoff.USUAL);
        supervisors.add(supervisor);
        return supervisor.start();
    }

    private void await(List<CompletableFuture<?>> ready) {
        try {
            CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new))
                    .orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailedException failed
                    ? failed
                    : new StartFailedException("Not ready after " + START_LIMIT.toSeconds() + " s: " + late(), e);
        }
    }

    private String late() {
        return supervisors.stream()
                .filter(supervisor -> !supervisor.wasReady())
                .map(supervisor -> supervisor.member().name() + " (see "
                        + supervisor.member().log() + ")")
                .collect(Collectors.joining(", "));
    }

    private void stop(List<String> names) {
        List<ProcessSupervisor> chosen = supervisors.stream()
                .filter(supervisor -> names.contains(supervisor.member().name()))
                .toList();
        if (chosen.isEmpty()) {
            return;
        }
        progress.say("stopping " + String.join(", ", names));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            chosen.forEach(supervisor -> threads.execute(() -> stop(supervisor)));
        }
        chosen.forEach(supervisors::remove);
    }

    private void stop(ProcessSupervisor supervisor) {
        try {
            supervisor.stop();
        } catch (IOException e) {
            progress.report(supervisor.member().name(), "did not stop in order: " + e.getMessage());
        }
    }
}
