package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.faults.stack.TopicLog;
import com.smipay.support.faults.stack.TopicPen;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// While people talk, copies of what they have just caused are put into the topics: several of one event, older ones
/// behind newer ones, in random order.
final class ReplicaConvergence implements Experiment {
    private static final int MOST = 150;

    @Override
    public String name() {
        return "copies";
    }

    @Override
    public String what() {
        return "doubled events, and older ones behind newer ones, put into the topics under load";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        TopicLog topics = new TopicLog(stack.kafka());
        Map<TopicPartition, Long> mark = topics.ends(Topics.EVENTS);
        long copies = 0;
        try (Traffic traffic = lab.people();
                TopicPen pen = new TopicPen(stack.kafka())) {
            long end = System.nanoTime()
                    + lab.time(Duration.ofSeconds(30), Duration.ofSeconds(2)).toNanos();
            while (System.nanoTime() < end) {
                List<ProducerRecord<byte[], byte[]>> again = shuffled(lab, topics, mark);
                copies += pen.write(again).size();
                Waiting.pause(Duration.ofMillis(250));
            }
            traffic.stop();
            return Outcome.of(name(), copies + " copies, out of their order", Verdict.of(stack, traffic), List.of());
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> shuffled(
            Lab lab, TopicLog topics, Map<TopicPartition, Long> mark) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(
                topics.since(mark, Topics.EVENTS).stream().map(TopicPen::copy).toList());
        Collections.shuffle(all, new java.util.Random(lab.random().nextLong()));
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }
}
