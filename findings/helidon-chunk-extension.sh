#!/usr/bin/env bash
# helidon-webserver 4.5.0 (HTTP/1.1), a JDK 21 or newer as JAVA_HOME, Maven.
#
# A chunk may carry an extension behind its size (`2;name=value`, RFC 9112, 7.1.1), which whoever does not know it has to
# ignore; some clients and proxies sign or time chunks so. The server reads the whole line as the size: the handler's
# `content().as(...)` throws a NumberFormatException (`For input string: "2;name=value" under radix 16`), and where
# nobody maps it the client is told 500, for a request that is well-formed. The same body without the extension is read.
# Whoever serves such clients has to take the extensions out in front of it, or to tell the failure from a fault of the
# server's own.
set -euo pipefail
work=$(mktemp -d)
server=""
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
"$java" --version | head -1 | grep -qE ' (2[1-9]|[3-9][0-9])\b' || { echo "JAVA_HOME has to be a JDK 21 or newer" >&2; exit 1; }

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.helidon.webserver</groupId>
      <artifactId>helidon-webserver</artifactId>
      <version>4.5.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=libs > /dev/null

cat > Echo.java <<'JAVA'
import io.helidon.webserver.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;

public class Echo {
    public static void main(String[] arguments) throws Exception {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.post("/", (req, res) -> res.send("read " + req.content().as(String.class))))
                .build()
                .start();
        Files.writeString(Path.of("port.tmp"), Integer.toString(server.port()));
        Files.move(Path.of("port.tmp"), Path.of("port"));
    }
}
JAVA
"$java" -cp 'libs/*' Echo.java > server.log 2>&1 &
server=$!
for _ in $(seq 300); do [ ! -f port ] || break; sleep 0.2; done
port=$(cat port)

ask() {
  exec 3<> "/dev/tcp/127.0.0.1/$port"
  printf 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n{}\r\n0\r\n\r\n' "$1" >&3
  IFS=' ' read -r -t 10 _ status _ <&3
  printf '%s -> %s\n' "$1" "$status"
  exec 3>&-
}
{ ask '2'; ask '2;name=value'; ask '2;name="a value"'; ask '2;name'; } | tee now.txt
cat > seen.txt <<'TXT'
2 -> 200
2;name=value -> 500
2;name="a value" -> 500
2;name -> 500
TXT
diff seen.txt now.txt
echo "as seen: a chunk's extension is taken for a part of its size"
