package com.smipay.support.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.Main;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.servers.process.JavaProgram;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The commands as processes, as people run them.
final class CommandsTest {
    record Result(int code, String output) {}

    @TempDir
    Path directory;

    private StackHome home = new StackHome(Path.of("unset"));

    @BeforeEach
    void makeHome() {
        home = new StackHome(directory);
    }

    @Test
    void aTokenCarriesWhatWasAskedForUnderTheLocalKey() throws Exception {
        home.createSecrets();
        Result result = run(
                Map.of(),
                "token",
                "--sub",
                "u-1",
                "--email",
                "ada@example.com",
                "--name",
                "Ada Obi",
                "--role",
                "admin",
                "--expires",
                "60",
                "--email-verified",
                "false");
        assertThat(result.code()).isZero();
        String[] parts = result.output().strip().split("\\.", -1);
        assertThat(decode(parts[0])).isEqualTo(Json.mapper().readTree("""
                {"alg": "HS256", "typ": "JWT", "kid": "local"}
                """));
        JsonNode claims = decode(parts[1]);
        assertThat(claims.path("sub").asText()).isEqualTo("u-1");
        assertThat(claims.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(claims.path("email_verified").asBoolean(true)).isFalse();
        assertThat(claims.path("name").asText()).isEqualTo("Ada Obi");
        assertThat(claims.path("role").asText()).isEqualTo("admin");
        long now = Instant.now().getEpochSecond();
        assertThat(claims.path("exp").asLong()).isBetween(now + 30, now + 60);
        assertThat(parts[2]).isEqualTo(hmac(parts[0] + "." + parts[1]));
    }

    @Test
    void aTokenOfAnotherDeploymentIsSignedWithItsKey() throws Exception {
        home.createSecrets();
        Path key = directory.resolve("key");
        Files.writeString(key, home.secret(Secret.JWT_HS256).read() + "\n");

        Result result = run(
                Map.of("SUPPORT_HOME", directory.resolve("nothing").toString()),
                "token",
                "--sub",
                "u-1",
                "--key-file",
                key.toString());

        String[] parts = result.output().strip().split("\\.", -1);
        assertThat(parts[2]).isEqualTo(hmac(parts[0] + "." + parts[1]));
    }

    @Test
    void servicesOfAnotherDeploymentAreLookedAtByTheirAddress() throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/health", exchange -> {
            byte[] body = "{\"degraded\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        try {
            String there = "http://127.0.0.1:" + service.getAddress().getPort();

            assertThat(run(Map.of(), "status", "--url", there, "--url", "http://127.0.0.1:1")
                            .output())
                    .isEqualTo(there.substring(7) + "\t-\t-\t" + there + "\tdegraded\n"
                            + "127.0.0.1:1\t-\t-\thttp://127.0.0.1:1\tdown\n");
        } finally {
            service.stop(0);
        }
    }

    @Test
    void aTokenMayHaveExpired() throws Exception {
        home.createSecrets();
        Result result = run(Map.of(), "token", "--sub", "u-1", "--expires", "-10");
        assertThat(result.code()).isZero();
        assertThat(decode(result.output().split("\\.", -1)[1]).path("exp").asLong())
                .isLessThan(Instant.now().getEpochSecond());
    }

    @Test
    void aTokenMayBeAsAnotherSignerWouldMakeIt() throws Exception {
        home.createSecrets();
        Result result = run(
                Map.of(),
                "token",
                "--sub",
                "u-1",
                "--no-kid",
                "--claims",
                "{\"role\":\"super_admin\",\"phone_number\":\"+2348012345678\",\"iat\":null,\"more\":[1,{\"a\":true}]}");
        assertThat(result.code()).isZero();
        String[] parts = result.output().strip().split("\\.", -1);
        assertThat(decode(parts[0])).isEqualTo(Json.mapper().readTree("""
                {"alg": "HS256", "typ": "JWT"}
                """));
        JsonNode claims = decode(parts[1]);
        assertThat(claims.path("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
        assertThat(((ObjectNode) claims).without("exp").toString())
                .isEqualTo(
                        "{\"sub\":\"u-1\",\"role\":\"super_admin\",\"phone_number\":\"+2348012345678\",\"more\":[1,{\"a\":true}]}");
        assertThat(parts[2]).isEqualTo(hmac(parts[0] + "." + parts[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "role=admin", "[]", "\"role\"", "{\"role\":", "{\"a\":1,\"a\":2}", "{} {}"})
    void claimsThatAreNoObjectAreRefusedInOneSentence(String claims) throws Exception {
        home.createSecrets();
        Result result = run(Map.of(), "token", "--sub", "u-1", "--claims", claims);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output().strip())
                .startsWith("--claims takes one JSON object")
                .hasLineCount(1);
    }

    @Test
    void aTokenWithoutAStackIsRefused() throws Exception {
        Result result = run(Map.of(), "token", "--sub", "u-1");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("No stack was ever started here");
    }

    @Test
    void nothingIsRestoredWithoutAStackNorWithoutADatabase() throws Exception {
        assertThat(run(Map.of(), "restored", "ticket-service"))
                .isEqualTo(new Result(1, "No stack runs in " + directory + "\n"));
        assertThat(run(Map.of(), "restored", "realtime-service").output()).contains("realtime-service has no database");
    }

    @Test
    void nothingIsBackedUpWithoutAStackNorOverAnotherFile() throws Exception {
        String file = directory.resolve("ticket.backup").toString();
        assertThat(run(Map.of(), "backup", "ticket-service", file))
                .isEqualTo(new Result(1, "No stack runs in " + directory + "\n"));
        assertThat(run(Map.of(), "backup", "realtime-service", file).output())
                .contains("realtime-service has no database");
        assertThat(run(Map.of(), "restored", "--from", file, "ticket-service"))
                .isEqualTo(new Result(1, "There is no file to read: " + file + "\n"));
        assertThat(run(Map.of(), "backup", "ticket-service", directory + "/nowhere/ticket.backup"))
                .isEqualTo(new Result(1, "There is no directory " + directory + "/nowhere\n"));
        Files.writeString(Path.of(file), "What is kept already");
        assertThat(run(Map.of(), "backup", "ticket-service", file))
                .isEqualTo(new Result(1, file + " is there already\n"));
    }

    @Test
    void statusAndIdentitySayThatNothingRuns() throws Exception {
        assertThat(run(Map.of(), "status")).isEqualTo(new Result(1, "No stack runs in " + directory + "\n"));
        assertThat(run(Map.of(), "identity", "user", "--id", "1", "--email", "a@example.com"))
                .isEqualTo(new Result(1, "No stack runs in " + directory + "\n"));
    }

    /// In the shapes of `decisions.md` 48.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    --balance 1500.75                        | wallet           | {"current_balance":1500.75}
                    --tier TIER_2                            | tier             | {"tier":"TIER_2","name":"TIER_2"}
                    --tier TIER_2 --tier-name Silver         | tier             | {"tier":"TIER_2","name":"Silver"}
                    --tier-name Silver                       | tier             | {"tier":"Silver","name":"Silver"}
                    --kyc-verified true                      | kyc_verification | {"is_verified":true,"status":"approved"}
                    --kyc-verified false                     | kyc_verification | {"is_verified":false,"status":"pending"}
                    --kyc-status rejected                    | kyc_verification | {"is_verified":false,"status":"rejected"}
                    --profile-image https://i.example/1      | profile_image    | {"secure_url":"https://i.example/1"}
                    --account-status active                  | account_status   | "active"
                    --role admin                             | tier             | null
                    """)
    void aPersonIsPublishedWithWhatWasAskedFor(String options, String field, String told) throws Exception {
        IdentityCommand.User user = new IdentityCommand.User();
        new CommandLine(user).parseArgs(("--id u-1 --email ada@example.com " + options).split(" ", -1));

        JsonNode published = Json.mapper().readTree(user.fact().value());

        assertThat(published.path("id").asText()).isEqualTo("u-1");
        assertThat(published.path("email").asText()).isEqualTo("ada@example.com");
        JsonNode value = published.get(field);
        assertThat(value == null ? "null" : value.toString()).isEqualTo(told);
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Result result = run(Map.of("SUPPORT_PORT", port), "up");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.output()).startsWith("Port " + port + " is taken by another program.");
        }
    }

    @Test
    void aHomeHoldsOneStackAtATime() throws Exception {
        try (FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            Result result = run(Map.of(), "up");
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.output()).contains("A stack runs in " + directory + " already.");
        }
    }

    private Result run(Map<String, String> environment, String... arguments) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        JavaProgram.ofClasses(System.getProperty("java.class.path"), Main.class.getName(), 64)
                                .command(List.of(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SUPPORT_HOME", directory.toString());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Result(code, Files.readString(output));
    }

    private static JsonNode decode(String part) throws IOException {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    private String hmac(String content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(home.secret(Secret.JWT_HS256).read().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }
}
