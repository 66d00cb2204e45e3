#!/usr/bin/env bash
# Apache Kafka 4.1.1, a broker of one node; a compacted topic with `max.compaction.lag.ms=1000` and `segment.ms=1000`.
#
# The documentation calls `max.compaction.lag.ms` "the maximum time a message will remain ineligible for compaction in the
# log", and it is what people set so that somebody who asked to be forgotten is gone in time. On a partition to which nothing is
# written any more it bounds nothing: the record that a tombstone has overtaken is still read a minute later, sixty times the
# bound. The segment that is written to is never compacted, and it ends only in the call that appends the next record. One
# more record under any key, and a moment later the old one is gone. Seen:
#
#   after 60 s of quiet: [john=+2348030000000, john=null]
#   after one more record: the number is gone
set -euo pipefail
work=$(mktemp -d)
broker=
trap '[ -z "$broker" ] || kill "$broker" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
 <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
 <dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.1.1</version></dependency>
 </dependencies></project>
XML
mvn -B -q dependency:copy-dependencies -DoutputDirectory=libs > /dev/null

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
client=$(port) controller=$(port)
cat > broker.properties <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$client,CONTROLLER://127.0.0.1:$controller
controller.listener.names=CONTROLLER
log.dirs=$work/data
offsets.topic.replication.factor=1
log.cleaner.backoff.ms=500
PROPERTIES
java -cp 'libs/*' kafka.tools.StorageTool format -c broker.properties -t AAAAAAAAAAAAAAAAAAAAAQ > format.txt 2>&1
java -cp 'libs/*' kafka.Kafka broker.properties > broker.txt 2>&1 &
broker=$!

cat > Quiet.java <<'JAVA'
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

class Quiet {
    static final String TOPIC = "people";
    static Map<String, Object> at;

    public static void main(String[] arguments) throws Exception {
        at = Map.of("bootstrap.servers", "127.0.0.1:" + arguments[0]);
        try (Admin admin = Admin.create(at)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of(
                    "cleanup.policy", "compact", "max.compaction.lag.ms", "1000", "segment.ms", "1000",
                    "min.cleanable.dirty.ratio", "0.01")))).all().get();
        }
        try (var producer = new KafkaProducer<>(at, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, "john", "+2348030000000")).get();
            producer.send(new ProducerRecord<>(TOPIC, "john", null)).get();
            Thread.sleep(60_000);
            List<String> quiet = read();
            System.out.println("after 60 s of quiet: " + quiet);
            if (!quiet.equals(List.of("john=+2348030000000", "john=null"))) throw new AssertionError(quiet);
            producer.send(new ProducerRecord<>(TOPIC, "ada", "anything")).get();
            for (int i = 0; read().contains("john=+2348030000000"); i++) {
                if (i == 60) throw new AssertionError("still there");
                Thread.sleep(500);
            }
            System.out.println("after one more record: the number is gone");
        }
    }

    static List<String> read() {
        var partition = new TopicPartition(TOPIC, 0);
        List<String> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(at, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end)
                consumer.poll(Duration.ofMillis(200)).forEach(r -> found.add(r.key() + "=" + r.value()));
        }
        return found;
    }
}
JAVA
java -cp 'libs/*' Quiet.java "$client" 2> client.txt
echo "as seen: the lag of compaction waits for a record"
