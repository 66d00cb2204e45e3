#!/usr/bin/env bash
# socket.io-client 2.1.2 (Java) beside socket.io-client 4.8.4 (JavaScript), both at a socket.io 4.8.4 server.
#
# An event with an `AckWithTimeout` is told to `onTimeout` when the server has not answered in time, and at once when the line
# is lost. In the Java client
#   - losing the line does not stop the clock: `onTimeout` comes a second time when the time is over. One event has failed
#     twice, and an app that sends again when told so sends two more;
#   - an event that has not left the client yet, because the server has not let it in, is told as failed too, and stays in the
#     queue all the same. It goes out with the next connection, the server has it and answers, and nobody hears the answer.
# The JavaScript client tells of each event once, and keeps what it has not sent together with whoever waits for the answer.
# So `onTimeout` says nothing of whether the server has the event or will get it: messages need an id of the app's own, by
# which the server knows one that it has. Lines that end without a close frame; the limit is 4 s. Seen:
#
#   JavaScript, line lost before it: told [kept], the server got 1
#   JavaScript, line lost behind it: told [failed at once], the server got 1
#   Java, line lost before it: told [failed at once, failed after 4 s], the server got 1
#   Java, line lost behind it: told [failed at once, failed after 4 s], the server got 1
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
npm install --no-audit --no-fund --ignore-scripts --save-exact socket.io@4.8.4 socket.io-client@4.8.4 > /dev/null 2>&1

cat > server.js <<'JS'
const fs = require('fs');
const http = require('http').createServer();
const io = new (require('socket.io').Server)(http);
const cut = socket => socket.conn.transport.socket.terminate();
const seen = new Set();
io.use((socket, next) => {
  const { client, lost } = socket.handshake.auth;
  if (lost !== 'before' || seen.has(client)) return next();
  seen.add(client);
  cut(socket);
});
io.on('connection', socket => {
  const { client, lost } = socket.handshake.auth;
  socket.on('message', (text, answer) => {
    fs.appendFileSync('got.txt', `${client} ${lost}\n`);
    if (lost === 'behind') cut(socket); else answer('kept');
  });
});
http.listen(0, '127.0.0.1', () => {
  fs.writeFileSync('port.tmp', String(http.address().port));
  fs.renameSync('port.tmp', 'port');
});
JS
touch got.txt
node server.js > server.txt 2>&1 &
server=$!
for _ in $(seq 100); do [ ! -f port ] || break; sleep 0.1; done

cat > client.js <<'JS'
const { io } = require('socket.io-client');
const got = name => require('fs').readFileSync('got.txt', 'utf8').split('\n').filter(it => it === name).length;
(async () => {
  for (const lost of ['before', 'behind']) {
    const socket = io('http://127.0.0.1:' + process.argv[2], { transports: ['websocket'], forceNew: true,
      reconnectionDelay: 200, auth: { client: 'JavaScript', lost } });
    const told = [], begun = Date.now();
    socket.timeout(4000).emit('message', 'Hello', (error, answer) =>
      told.push(error ? `failed ${Date.now() - begun < 3000 ? 'at once' : 'after 4 s'}` : answer));
    await new Promise(done => setTimeout(done, 6000));
    console.log(`JavaScript, line lost ${lost} it: told [${told.join(', ')}], the server got ${got('JavaScript ' + lost)}`);
    socket.close();
  }
})();
JS
cat > Client.java <<'JAVA'
import io.socket.client.*;
import java.net.URI;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;

class Client {
    public static void main(String[] arguments) throws Exception {
        for (String lost : List.of("before", "behind")) {
            IO.Options options = new IO.Options();
            options.transports = new String[] {"websocket"};
            options.forceNew = true;
            options.reconnectionDelay = 200;
            options.auth = Map.of("client", "Java", "lost", lost);
            Socket socket = IO.socket(URI.create("http://127.0.0.1:" + arguments[0]), options);
            List<String> told = new CopyOnWriteArrayList<>();
            long begun = System.nanoTime();
            socket.emit("message", new Object[] {"Hello"}, new AckWithTimeout(4000) {
                @Override public void onSuccess(Object... answer) { told.add((String) answer[0]); }
                @Override public void onTimeout() {
                    told.add("failed " + (System.nanoTime() - begun < 3_000_000_000L ? "at once" : "after 4 s"));
                }
            });
            socket.connect();
            Thread.sleep(6000);
            long got = Files.readAllLines(Path.of("got.txt")).stream().filter(("Java " + lost)::equals).count();
            System.out.println("Java, line lost " + lost + " it: told " + told + ", the server got " + got);
            socket.close();
        }
        System.exit(0);
    }
}
JAVA
node client.js "$(cat port)" | tee now.txt
timeout 60 java -cp 'libs/*' Client.java "$(cat port)" 2> client.txt | tee -a now.txt
cat > seen.txt <<'TXT'
JavaScript, line lost before it: told [kept], the server got 1
JavaScript, line lost behind it: told [failed at once], the server got 1
Java, line lost before it: told [failed at once, failed after 4 s], the server got 1
Java, line lost behind it: told [failed at once, failed after 4 s], the server got 1
TXT
diff seen.txt now.txt
echo "as seen: told twice that it failed, and sent"
