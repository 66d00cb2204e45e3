#!/usr/bin/env bash
# cloudevents 10.0.0 (the JavaScript SDK), relaying what cloudevents-json-jackson 4.0.1 (the Java SDK) wrote.
#
# An event of the JavaScript SDK is frozen; `cloneWith({ data })` is how another one with other data is made of it, such as one
# without a telephone number. If the first came with `data_base64`, as everything does that the Java SDK writes in structured
# mode and that is not JSON, plain text too, the clone keeps the old `data_base64` beside the new `data`. And where both are
# there, writing the event as JSON leaves out `data`. So one clone says the new text in binary mode and to whoever looks at
# `data`, and the old one in structured mode, over HTTP and Kafka alike, although cloning checks the event strictly. An event
# whose data came as `data` shows nothing of it. `cloneWith({ data, data_base64: undefined })` says the new text everywhere.
# Seen, and the same over Kafka:
#
#   HTTP: the clone's data Call me on [number]
#   HTTP: binary mode      Call me on [number]
#   HTTP: structured mode  Call me on 0803 000 0000
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
 <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
 <dependencies>
  <dependency><groupId>io.cloudevents</groupId><artifactId>cloudevents-json-jackson</artifactId><version>4.0.1</version></dependency>
 </dependencies></project>
XML
mvn -B -q dependency:copy-dependencies -DoutputDirectory=libs > /dev/null
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact cloudevents@10.0.0 > /dev/null 2>&1

cat > Write.java <<'JAVA'
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.OffsetDateTime;
import static java.nio.charset.StandardCharsets.UTF_8;

class Write {
    public static void main(String[] arguments) {
        var event = CloudEventBuilder.v1().withId("1").withSource(URI.create("/desk")).withType("message.sent")
                .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
                .withData("text/plain", "Call me on 0803 000 0000".getBytes(UTF_8)).build();
        System.out.println(new String(new JsonFormat().serialize(event), UTF_8));
    }
}
JAVA
java -cp 'libs/*' Write.java > written.json

cat > relay.js <<'JS'
const { HTTP, Kafka } = require('cloudevents');
const written = require('fs').readFileSync('written.json', 'utf8').trim();
const headers = { 'content-type': 'application/cloudevents+json' };
const text = data => typeof data === 'string' ? data : Buffer.from(data).toString();
const said = json => { const it = JSON.parse(json); return it.data ?? Buffer.from(it.data_base64, 'base64').toString(); };
const received = {
  HTTP: HTTP.toEvent({ headers, body: written }),
  Kafka: Kafka.toEvent({ headers, value: written, key: 'T-1' }),
};
for (const [over, event] of Object.entries(received)) {
  const hidden = event.cloneWith({ data: 'Call me on [number]' });
  const mended = event.cloneWith({ data: 'Call me on [number]', data_base64: undefined });
  console.log(`${over}: received         ${text(event.data)}`);
  console.log(`${over}: the clone's data ${text(hidden.data)}`);
  console.log(`${over}: binary mode      ${text(over === 'HTTP' ? HTTP.binary(hidden).body : Kafka.binary(hidden).value)}`);
  console.log(`${over}: structured mode  ${said(over === 'HTTP' ? HTTP.structured(hidden).body : Kafka.structured(hidden).value)}`);
  console.log(`${over}: as JSON          ${said(JSON.stringify(hidden))}`);
  console.log(`${over}: without the old ${said(JSON.stringify(mended))}`);
}
JS
node relay.js | tee now.txt
for over in HTTP Kafka; do cat <<TXT
$over: received         Call me on 0803 000 0000
$over: the clone's data Call me on [number]
$over: binary mode      Call me on [number]
$over: structured mode  Call me on 0803 000 0000
$over: as JSON          Call me on 0803 000 0000
$over: without the old Call me on [number]
TXT
done > seen.txt
diff seen.txt now.txt
echo "as seen: a clone with other data still says the old"
