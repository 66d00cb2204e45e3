package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Digest;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.local.outside.StackPart.Frozen;
import com.smipay.support.local.topic.ConsumerGroups;
import com.smipay.support.local.topic.TopicReader;
import com.smipay.support.local.topic.TopicWriter;
import com.smipay.support.servers.process.ProcessMark;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// The broker is away, or its topics bring what they have brought before.
final class EventTroubles {
    private static final Duration DRAINED = Duration.ofMinutes(3);
    private static final Duration READ = Duration.ofMinutes(2);
    private static final int MOST_COPIES = 150;

    private EventTroubles() {}

    /// While a broker is away.
    @FunctionalInterface
    private interface Absence {
        void last(Duration time) throws IOException;
    }

    /// The broker is dead: no REST answer changes, and the backlog drains in order. Recovery: from the moment when it
    /// may come back until no outbox holds anything.
    static Outcome brokerAway(Lab lab) throws IOException {
        Duration away = lab.time(Duration.ofMinutes(2), Duration.ofSeconds(4));
        return withoutBroker(lab, away, "kill -9, away for ", time -> keepDead(lab.stack(), time));
    }

    /// The same for one that hangs.
    static Outcome brokerHangs(Lab lab) throws IOException {
        Duration away = lab.time(Duration.ofSeconds(30), Duration.ofSeconds(4));
        return withoutBroker(lab, away, "SIGSTOP for ", time -> {
            try (Frozen hanging = lab.stack().part("kafka").freeze()) {
                Waiting.pause(time);
            }
        });
    }

    private static Outcome withoutBroker(Lab lab, Duration away, String done, Absence absence) throws IOException {
        OwnStack stack = lab.stack();
        try (Traffic traffic = lab.people()) {
            lab.letGo(Duration.ofMillis(500), Duration.ofMillis(1_000));
            absence.last(away);
            long back = System.nanoTime();
            long backlog = waiting(stack);
            traffic.stop();
            Waiting.until(DRAINED, Duration.ofMillis(100), () -> waiting(stack) == 0);
            Duration recovery = Lab.since(back);
            stack.part("kafka").awaitReady();
            return lab.judged(done + away.toSeconds() + " s", traffic, List.of(recovery))
                    .nobodyNoticed()
                    .with("events that waited", backlog);
        }
    }

    /// What the services have decided and not published yet, all together.
    private static long waiting(OwnStack stack) {
        return Services.DATABASES.stream()
                .mapToLong(name -> stack.database(name).number("select count(*) from outbox"))
                .sum();
    }

    /// Its supervisor starts it again and again; it never gets far enough to serve.
    private static void keepDead(OwnStack stack, Duration away) throws IOException {
        long end = System.nanoTime() + away.toNanos();
        Path file = stack.home().kafka().resolve("process");
        while (System.nanoTime() < end) {
            ProcessMark.read(file).flatMap(ProcessMark::find).ifPresent(ProcessHandle::destroyForcibly);
            Waiting.pause(Duration.ofMillis(20));
        }
    }

    /// Every topic from the start, in two ways: each service's group is set back to the beginning and its replicas
    /// are killed; and every record is published once more, while people look on. Databases do not change, and
    /// nobody is shown anything again. Recovery: until every group has read all of it again.
    static Outcome replay(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        try (Traffic traffic = lab.people();
                ConsumerGroups groups = new ConsumerGroups(stack.kafka())) {
            Waiting.pause(lab.time(Duration.ofSeconds(8), Duration.ofSeconds(1)));
            traffic.stop();
            Verdict before = traffic.verdict();
            Digest digest = Digest.of(stack);
            long frames = traffic.frames();
            int read = new TopicReader(stack.kafka()).all(Topics.EVENTS).size();
            long began = System.nanoTime();
            List<String> stuck = setBack(stack, groups);
            Map<TopicPartition, Long> again = publishAgain(stack);
            for (String reader : Services.WITH_DATABASE) {
                if (!Waiting.until(READ, () -> groups.hasRead(reader, again))) {
                    stuck.add(reader + " did not read all of it again");
                }
            }
            Duration recovery = Lab.since(began);
            // What could not be applied before, as after an experiment with poison, could not be applied again.
            stack.command("dlq", "drop", "--all");
            String differences = digest.differences(Digest.of(stack));
            // What comes behind on the same partition shows that the copies have been read.
            for (Chat chat : traffic.chats()) {
                chat.say("After the replay " + chat.ticket());
            }
            long expected = frames + 2L * traffic.chats().size();
            Waiting.until(READ, () -> traffic.frames() >= expected);
            return lab.judged(read + " records read and published again", traffic, List.of(recovery))
                    .expect(before.isClean(), "Something was wrong before the replay: " + before)
                    .expect(stuck.isEmpty(), stuck.toString())
                    .expect(differences.isEmpty(), "The databases changed: " + differences)
                    .expect(
                            traffic.frames() == expected,
                            "Frames were shown again: " + traffic.frames() + " instead of " + expected);
        }
    }

    /// A group with a member can't be set back. Whoever is stopped is started again at once, and may be a member before
    /// the last one has left: they stand still instead until the group has taken them for gone.
    private static List<String> setBack(OwnStack stack, ConsumerGroups groups) throws IOException {
        List<String> stuck = new ArrayList<>();
        for (String reader : Services.WITH_DATABASE) {
            List<StackPart> replicas = stack.replicas(reader);
            replicas.forEach(StackPart::freeze);
            try {
                if (!groups.rewind(reader, READ)) {
                    stuck.add("The offsets of " + reader + " can't be set back");
                }
            } finally {
                replicas.forEach(StackPart::kill);
            }
            // Ready they are only once somebody has settled what is dead-lettered again.
            for (StackPart replica : replicas) {
                if (!Waiting.until(READ, replica::isServing)) {
                    stuck.add(replica.name() + " does not serve again");
                }
            }
        }
        return stuck;
    }

    /// @return where the last copy in each partition is
    private static Map<TopicPartition, Long> publishAgain(OwnStack stack) throws IOException {
        Map<TopicPartition, Long> last = new HashMap<>();
        try (TopicWriter writer = new TopicWriter(stack.kafka())) {
            writer.write(copies(stack, Map.of()))
                    .forEach(place -> last.merge(
                            new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max));
        }
        return last;
    }

    private static List<ProducerRecord<byte[], byte[]>> copies(OwnStack stack, Map<TopicPartition, Long> mark) {
        return new TopicReader(stack.kafka())
                .since(mark, Topics.EVENTS).stream().map(TopicWriter::copy).toList();
    }

    /// While people talk, copies of what they have just caused are put into the topics: several of one event, older
    /// ones behind newer ones, in random order.
    static Outcome copies(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        Map<TopicPartition, Long> mark = new TopicReader(stack.kafka()).ends(Topics.EVENTS);
        long written = 0;
        try (Traffic traffic = lab.people();
                TopicWriter writer = new TopicWriter(stack.kafka())) {
            long end = System.nanoTime()
                    + lab.time(Duration.ofSeconds(30), Duration.ofSeconds(2)).toNanos();
            while (System.nanoTime() < end) {
                List<ProducerRecord<byte[], byte[]>> again = new ArrayList<>(copies(stack, mark));
                Collections.shuffle(again, new Random(lab.random().nextLong()));
                written += writer.write(again.subList(0, Math.min(MOST_COPIES, again.size())))
                        .size();
                Waiting.pause(Duration.ofMillis(250));
            }
            return lab.judged(written + " copies, out of their order", traffic, List.of());
        }
    }
}
