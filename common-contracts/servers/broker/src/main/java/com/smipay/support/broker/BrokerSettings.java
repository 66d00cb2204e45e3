package com.smipay.support.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What a broker for one machine is told. Everything listens on 127.0.0.1 only.
///
/// @param data where its log lives; survives restarts
/// @param port of the clients' listener
/// @param controllerPort of the listener that the broker and its own controller use between themselves
record BrokerSettings(Path data, int port, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    Map<String, String> toKafka() {
        Map<String, String> kafka = new HashMap<>();
        kafka.put("process.roles", "broker,controller");
        kafka.put("node.id", Integer.toString(NODE_ID));
        kafka.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        kafka.put("controller.listener.names", CONTROLLER_LISTENER);
        kafka.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER_LISTENER + "://127.0.0.1:" + controllerPort);
        kafka.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        kafka.put("log.dirs", data.toString());

        // There is one broker: a replica more could never be found.
        kafka.put("offsets.topic.replication.factor", "1");
        kafka.put("transaction.state.log.replication.factor", "1");
        kafka.put("transaction.state.log.min.isr", "1");
        kafka.put("share.coordinator.state.topic.replication.factor", "1");
        kafka.put("share.coordinator.state.topic.min.isr", "1");
        // Few files to open at start and at recovery; one machine has few groups.
        kafka.put("offsets.topic.num.partitions", "8");
        kafka.put("transaction.state.log.num.partitions", "2");
        kafka.put("share.coordinator.state.topic.num.partitions", "2");

        // A misspelt topic is an error, not a topic. The services make theirs at start.
        kafka.put("auto.create.topics.enable", "false");
        // A broker that was killed is let back in when its old session has run out: the defaults take 12 s.
        kafka.put("broker.session.timeout.ms", "2000");
        kafka.put("broker.heartbeat.interval.ms", "400");
        kafka.put("group.initial.rebalance.delay.ms", "0");
        // An answered produce is on the disk's cache only, as Kafka means it: replicas are its durability. Here there
        // is one, so what a power cut may take is bounded instead.
        kafka.put("log.flush.interval.ms", "1000");

        // Otherwise the one broker tells itself twice a second that time goes by.
        kafka.put("metadata.max.idle.interval.ms", "10000");

        kafka.put("num.network.threads", "2");
        kafka.put("num.io.threads", "4");
        kafka.put("background.threads", "2");
        kafka.put("num.recovery.threads.per.data.dir", "2");
        kafka.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        kafka.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        kafka.put("metadata.log.segment.bytes", Integer.toString(16 * 1024 * 1024));
        return Map.copyOf(kafka);
    }
}
