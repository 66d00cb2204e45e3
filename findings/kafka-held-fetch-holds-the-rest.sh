#!/usr/bin/env bash
# Apache Kafka 4.4.0: `kafka-clients` and a broker of one node; both group protocols, partitions assigned by hand.
#
# `fetch.max.wait.ms` is documented as how long the broker may hold a fetch "if there isn't sufficient data". Whoever reads
# quiet topics raises it to save requests, because a record answers a held fetch at once. But the broker reads no further
# from a connection while a fetch of it is held. So everything else that the consumer asks the same broker waits too: a
# partition that is assigned later, in which a record lies ready, is heard of after the rest of the time, nearly two such
# times or nearly three, as it happens (its starting offset is asked for behind a held fetch, and the next fetch is sent for
# the quiet partition alone); and `close()` waits for the rest. Half a second, the default, hides it. Seen in five runs:
#
#   classic fetch.max.wait.ms=500: a record that was there came after 665 ms, close took 49 ms
#   classic fetch.max.wait.ms=8000: a record that was there came after 14557 ms, close took 6499 ms (or 22566 ms)
#   consumer fetch.max.wait.ms=500: a record that was there came after 1043 ms, close took 463 ms
#   consumer fetch.max.wait.ms=8000: a record that was there came after 22491 ms, close took 6414 ms (or 6563 ms)
set -euo pipefail
work=$(mktemp -d)
broker=
trap '[ -z "$broker" ] || kill "$broker" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
 <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
 <dependencies>
  <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.4.0</version></dependency>
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
PROPERTIES
java -cp 'libs/*' kafka.tools.StorageTool format -c broker.properties -t AAAAAAAAAAAAAAAAAAAAAQ > format.txt 2>&1
java -cp 'libs/*' kafka.Kafka broker.properties > broker.txt 2>&1 &
broker=$!

cat > Parked.java <<'JAVA'
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

class Parked {
    static final TopicPartition EMPTY = new TopicPartition("quiet", 0), FULL = new TopicPartition("full", 0);
    static String at;

    public static void main(String[] arguments) throws Exception {
        at = "127.0.0.1:" + arguments[0];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", at))) {
            admin.createTopics(List.of(new NewTopic("quiet", 1, (short) 1), new NewTopic("full", 1, (short) 1))).all().get();
        }
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", at), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("full", "k", "v")).get();
        }
        for (String protocol : List.of("classic", "consumer")) for (int wait : new int[] {500, 8_000}) run(protocol, wait);
    }

    static void run(String protocol, int wait) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", at, "fetch.max.wait.ms", wait, "auto.offset.reset", "earliest",
                "group.id", "g", "enable.auto.commit", false, "group.protocol", protocol);
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(EMPTY));
        long until = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < until) consumer.poll(Duration.ofMillis(100));
        consumer.assign(List.of(EMPTY, FULL));
        long begun = System.nanoTime();
        while (consumer.poll(Duration.ofMillis(100)).isEmpty());
        long first = (System.nanoTime() - begun) / 1_000_000;
        until = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < until) consumer.poll(Duration.ofMillis(100));
        begun = System.nanoTime();
        consumer.close();
        long close = (System.nanoTime() - begun) / 1_000_000;
        System.out.println(protocol + " fetch.max.wait.ms=" + wait + ": a record that was there came after " + first + " ms, close took " + close + " ms");
        boolean quick = first < 4_000 && close < 3_000;
        boolean held = first > 6_000 && close > 3_000;
        if (wait == 500 ? !quick : !held) throw new AssertionError(first + " and " + close);
    }
}
JAVA
java -cp 'libs/*' Parked.java "$client" 2> client.txt
echo "as seen: whatever else is asked waits behind a held fetch"
