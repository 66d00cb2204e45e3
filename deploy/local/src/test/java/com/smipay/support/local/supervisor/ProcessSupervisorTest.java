package com.smipay.support.local.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.smipay.support.contracts.event.KafkaNames;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.servers.process.FreePorts;
import com.smipay.support.servers.process.ProcessMark;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessSupervisorTest {
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aProcessThatDiesIsStartedAgainAndOneThatIsStoppedIsNot() throws Exception {
        Member member = Tiny.member("tiny", FreePorts.any(), "{}", directory);
        ProcessSupervisor supervisor = supervisor(member);
        supervisor.start().get(20, TimeUnit.SECONDS);
        ProcessHandle first = process().orElseThrow();

        first.destroyForcibly();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> process().filter(next -> next.pid() != first.pid()).isPresent());
        await().atMost(Duration.ofSeconds(20)).until(() -> part().phase() == Phase.RUNNING);
        assertThat(Condition.of(part())).isEqualTo(Condition.READY);
        assertThat(words()).contains("process " + first.pid() + " ended, starting again in", "ready again");

        ProcessHandle second = process().orElseThrow();
        supervisor.stop();
        assertThat(second.isAlive()).isFalse();
        assertThat(part().process()).isNull();
        assertThat(Condition.of(part())).isEqualTo(Condition.DOWN);
    }

    @Test
    void aProcessThatWasReadyNeverLiesLongerHoweverOftenItIsKilled() throws Exception {
        Member member = Tiny.member("tiny", FreePorts.any(), "{}", directory);
        ProcessSupervisor supervisor =
                supervisor(member, new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(5)));
        supervisor.start().get(20, TimeUnit.SECONDS);

        for (int i = 0; i < 3; i++) {
            ProcessHandle killed = process().orElseThrow();
            killed.destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() ->
                            process().filter(next -> next.pid() != killed.pid()).isPresent()
                                    && part().phase() == Phase.RUNNING);
            assertThat(words()).contains("process " + killed.pid() + " ended, starting again in 0.1 s");
        }
        supervisor.stop();
    }

    /// For as long as somebody restores its database.
    @Test
    void aProcessThatIsHeldIsNotStarted() throws Exception {
        ProcessSupervisor supervisor = supervisor(Tiny.member("tiny", FreePorts.any(), "{}", directory));
        supervisor.start().get(20, TimeUnit.SECONDS);
        ProcessHandle first = process().orElseThrow();
        Files.createFile(hold());
        first.destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> words().contains("held until"));
        assertThat(process()).isEmpty();

        Files.delete(hold());
        await().atMost(Duration.ofSeconds(20)).until(() -> process().isPresent());
        supervisor.stop();
    }

    @Test
    void aStackStartsWithoutAProcessThatIsHeld() throws Exception {
        Files.createFile(hold());
        ProcessSupervisor supervisor = supervisor(Tiny.member("tiny", FreePorts.any(), "{}", directory));

        supervisor.start().get(20, TimeUnit.SECONDS);
        supervisor.stop();

        assertThat(words()).contains("held until").doesNotContain("ready");
    }

    @Test
    void aProcessThatNeverStartsIsGivenUpWithItsLastWords() throws Exception {
        ProcessSupervisor supervisor = supervisor(Tiny.hopeless("a-setting-is-missing", directory));
        assertThatThrownBy(() -> supervisor.start().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(StartFailedException.class)
                .hasMessageContaining("hopeless does not start")
                .hasMessageContaining("a-setting-is-missing")
                .hasMessageContaining("hopeless.log");
        supervisor.stop();
    }

    /// It would answer for a process that can't listen there, and dies again and again behind it.
    @Test
    void whoeverListensOnItsPortIsNotTakenForIt() throws Exception {
        int port = FreePorts.any();
        HttpServer stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        stranger.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        stranger.start();
        ProcessSupervisor supervisor = supervisor(Tiny.member("tiny", port, "{}", directory));
        try {
            assertThatThrownBy(() -> supervisor.start().get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("tiny does not start: port " + port + " is taken by another program");
        } finally {
            supervisor.stop();
            stranger.stop(0);
        }
    }

    @Test
    void aServiceThatLacksSomethingIsDegraded() throws Exception {
        Member member =
                Tiny.member("tiny", FreePorts.any(), "{\"checks\":[{\"data\":{\"degraded\":true}}]}", directory);
        ProcessSupervisor supervisor = supervisor(member);
        supervisor.start().get(20, TimeUnit.SECONDS);
        assertThat(Condition.of(part())).isEqualTo(Condition.DEGRADED);
        supervisor.stop();
    }

    @Test
    void leftoversAreEndedAndNobodyElse() throws Exception {
        Member member = Tiny.member("tiny", FreePorts.any(), "{}", directory);
        ProcessHandle process = member.start().launch();
        ProcessMark mark = ProcessMark.of(process);
        ProcessMark earlierOwner = new ProcessMark(mark.pid(), mark.start() - 60_000);

        assertThat(OrphanProcesses.end(state(member, earlierOwner))).isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(OrphanProcesses.end(state(member, mark))).containsExactly("tiny");
        assertThat(process.isAlive()).isFalse();
    }

    private static StackState state(Member member, ProcessMark mark) {
        return new StackState(
                mark,
                Map.of(),
                null,
                List.of(new Part(member.name(), Phase.RUNNING, mark, null, member.internalUrl())));
    }

    private ProcessSupervisor supervisor(Member member) {
        return supervisor(member, QUICK);
    }

    private ProcessSupervisor supervisor(Member member, Backoff backoff) {
        Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));
        return new ProcessSupervisor(
                member, hold(), new Roster(stateFile(), Map.of(), KafkaNames.PLAIN, List.of()), progress, backoff);
    }

    private Path hold() {
        return directory.resolve("hold");
    }

    private Path stateFile() {
        return directory.resolve("stack.json");
    }

    private Part part() throws IOException {
        return StackState.read(stateFile()).flatMap(state -> state.part("tiny")).orElseThrow();
    }

    private Optional<ProcessHandle> process() throws IOException {
        return Optional.ofNullable(part().process()).flatMap(ProcessMark::find);
    }

    private String words() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
