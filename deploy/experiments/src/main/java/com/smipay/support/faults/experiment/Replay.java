package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Phone;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Digest;
import com.smipay.support.faults.stack.Groups;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.faults.stack.TopicLog;
import com.smipay.support.faults.stack.TopicPen;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Every topic from the start, in two ways: each service is stopped and its group set back to the beginning; and every
/// record is published once more, while people look on. Databases do not change, and nobody is shown anything again.
/// Recovery: until every group has read all of it again.
final class Replay implements Experiment {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<String> READERS = List.of(OwnStack.TICKET, OwnStack.MESSAGING, OwnStack.RATING);

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String what() {
        return "every topic from the start: offsets set back, and every record published again";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        try (Traffic traffic = lab.people();
                Groups groups = new Groups(stack.kafka())) {
            Waiting.pause(lab.time(Duration.ofSeconds(8), Duration.ofSeconds(1)));
            traffic.stop();
            Verdict before = Verdict.of(stack, traffic);
            Digest digest = Digest.of(stack);
            long frames = frames(traffic);
            long read =
                    new TopicLog(stack.kafka()).since(Map.of(), Topics.EVENTS).size();
            long began = System.nanoTime();
            List<String> stuck = setBack(stack, groups);
            Map<TopicPartition, Long> again = publishAgain(stack);
            for (String reader : READERS) {
                if (!Waiting.until(LIMIT, () -> groups.hasRead(reader, again))) {
                    stuck.add(reader + " did not read all of it again");
                }
            }
            Duration recovery = Duration.ofNanos(System.nanoTime() - began);
            String differences = digest.differences(Digest.of(stack));
            // What comes behind on the same partition shows that the copies have been read.
            for (Chat chat : traffic.chats()) {
                chat.say("After the replay " + chat.ticket());
            }
            long expected = frames + 2L * traffic.chats().size();
            Waiting.until(LIMIT, () -> frames(traffic) >= expected);
            Verdict after = Verdict.of(stack, traffic);
            return Outcome.of(name(), read + " records read and published again", after, List.of(recovery))
                    .expect(before.isClean(), "Something was wrong before the replay: " + before)
                    .expect(stuck.isEmpty(), stuck.toString())
                    .expect(differences.isEmpty(), "The databases changed: " + differences)
                    .expect(
                            frames(traffic) == expected,
                            "Frames were shown again: " + frames(traffic) + " instead of " + expected);
        }
    }

    private static List<String> setBack(OwnStack stack, Groups groups) throws IOException {
        List<String> stuck = new ArrayList<>();
        for (String reader : READERS) {
            stack.part(reader).stop();
            if (!groups.rewind(reader, LIMIT)) {
                stuck.add("The offsets of " + reader + " can't be set back");
            }
            stack.part(reader).awaitReady();
        }
        return stuck;
    }

    /// @return where the last copy in each partition is
    private static Map<TopicPartition, Long> publishAgain(OwnStack stack) {
        List<ProducerRecord<byte[], byte[]>> copies = new TopicLog(stack.kafka())
                .since(Map.of(), Topics.EVENTS).stream().map(TopicPen::copy).toList();
        Map<TopicPartition, Long> last = new HashMap<>();
        try (TopicPen pen = new TopicPen(stack.kafka())) {
            pen.write(copies)
                    .forEach(place -> last.merge(
                            new TopicPartition(place.topic(), place.partition()), place.offset(), Math::max));
        }
        return last;
    }

    private static long frames(Traffic traffic) {
        return traffic.phones().stream()
                .map(Phone::screen)
                .mapToLong(screen -> screen.frames())
                .sum();
    }
}
