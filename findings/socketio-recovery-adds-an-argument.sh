#!/usr/bin/env bash
# socket.io 4.8.3 with socket.io-client 4.8.3, 4.5.4 (which is older than recovery) and socket.io-client of Java, 2.1.2.
#
# With `connectionStateRecovery` the server puts a text at the end of the arguments of every event that wants no answer, by which
# a client says later what it has read. No client takes it away again: each hands it to the handlers as one argument more, also
# the two that know nothing of recovery and never ask for it. A handler with one argument does not notice. One that takes as many
# names as come shows one more, one for an event without arguments gets one, and one that answers where a further argument is
# there calls a text. So a setting of the server changes what every handler of every client is called with. Seen, of the events
# typing("Ada", "John") and seen():
#
#   without recovery, socket.io-client 4.8.3: typing 2, seen 0
#   with recovery, socket.io-client 4.8.3: typing 3, seen 1
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
 <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
 <dependencies>
  <dependency><groupId>io.socket</groupId><artifactId>socket.io-client</artifactId><version>2.1.2</version></dependency>
 </dependencies></project>
XML
mvn -B -q dependency:copy-dependencies -DoutputDirectory=libs > /dev/null
echo '{"name": "finding", "private": true}' > package.json
npm install --no-audit --no-fund --ignore-scripts --save-exact socket.io@4.8.3 socket.io-client@4.8.3 \
  older@npm:socket.io-client@4.5.4 > /dev/null 2>&1

cat > serve.js <<'JS'
const { Server } = require('socket.io');
const http = require('http').createServer();
const io = new Server(http, process.argv[2] === 'with' ? { connectionStateRecovery: {} } : {});
io.on('connection', socket => {
  socket.join('T-1');
  io.to('T-1').emit('typing', 'Ada', 'John');
  io.to('T-1').emit('seen');
});
http.listen(0, '127.0.0.1', () => console.log(http.address().port));
JS
cat > listen.js <<'JS'
const [, , what, library, port] = process.argv;
const socket = require(library).io('http://127.0.0.1:' + port, { reconnection: false, transports: ['websocket'] });
let typing;
socket.on('typing', (...names) => { typing = names.length; });
socket.on('seen', (...nothing) => {
  console.log(`${what} recovery, socket.io-client ${require(library + '/package.json').version}: typing ${typing}, seen ${nothing.length}`);
  socket.disconnect();
});
JS
cat > Listen.java <<'JAVA'
import io.socket.client.*;
import java.util.concurrent.*;

class Listen {
    public static void main(String[] arguments) throws Exception {
        IO.Options options = IO.Options.builder().setReconnection(false).setTransports(new String[] {"websocket"}).build();
        Socket socket = IO.socket("http://127.0.0.1:" + arguments[1], options);
        BlockingQueue<Integer> counts = new LinkedBlockingQueue<>();
        socket.on("typing", names -> counts.add(names.length));
        socket.on("seen", nothing -> counts.add(nothing.length));
        socket.connect();
        System.out.println(arguments[0] + " recovery, Java: typing " + counts.poll(20, TimeUnit.SECONDS)
                + ", seen " + counts.poll(20, TimeUnit.SECONDS));
        System.exit(0);
    }
}
JAVA
for what in without with; do
  node serve.js "$what" > port.txt &
  server=$!
  until [ -s port.txt ]; do sleep 0.1; done
  node listen.js "$what" socket.io-client "$(cat port.txt)"
  node listen.js "$what" older "$(cat port.txt)"
  java -cp 'libs/*' Listen.java "$what" "$(cat port.txt)" 2> java.txt
  kill "$server"; wait "$server" 2>/dev/null || true
  : > port.txt
done | tee now.txt
cat > seen.txt <<'TXT'
without recovery, socket.io-client 4.8.3: typing 2, seen 0
without recovery, socket.io-client 4.5.4: typing 2, seen 0
without recovery, Java: typing 2, seen 0
with recovery, socket.io-client 4.8.3: typing 3, seen 1
with recovery, socket.io-client 4.5.4: typing 3, seen 1
with recovery, Java: typing 3, seen 1
TXT
diff seen.txt now.txt
echo "as seen: recovery gives every handler one argument more"
