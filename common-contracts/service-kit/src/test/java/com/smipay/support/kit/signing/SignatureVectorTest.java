package com.smipay.support.kit.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The example of the documents, on which whoever writes a signer tries it: what the services compute for it, and what
/// somebody else's code does.
class SignatureVectorTest {
    private static final String BY_NODE = """
            const { createHash, createHmac } = require('node:crypto');
            const v = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
            const hash = createHash('sha256').update(Buffer.from(v.body, 'utf8')).digest('hex');
            const signed = ['v1', v.method, v.path, v.timestamp, v.nonce, hash].join(':');
            const signature = createHmac('sha256', v.key).update(signed).digest('hex');
            process.stdout.write([hash, signed, signature].join(' '));
            """;

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "messaging", "rating", "support"})
    void theServicesComputeTheVectorOfTheDocuments(String document) throws IOException {
        JsonNode vector = vector(document);

        byte[] signature = new SigningKey(text(vector, "key"))
                .signature(
                        text(vector, "method"),
                        text(vector, "path"),
                        text(vector, "timestamp"),
                        text(vector, "nonce"),
                        text(vector, "body").getBytes(StandardCharsets.UTF_8));

        assertThat(HexFormat.of().formatHex(signature)).isEqualTo(text(vector, "signature"));
    }

    @Test
    void nodesCryptographyComputesItToo() throws IOException, InterruptedException {
        JsonNode vector = vector("ticket");
        Process node = new ProcessBuilder("node", "-e", BY_NODE)
                .redirectErrorStream(true)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(Json.mapper().writeValueAsBytes(vector));
        }

        String computed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(node.waitFor()).as(computed).isZero();
        assertThat(computed)
                .isEqualTo(text(vector, "sha256-of-body") + " " + text(vector, "signed") + " "
                        + text(vector, "signature"));
    }

    private static String text(JsonNode vector, String name) {
        return vector.path(name).textValue();
    }

    private static JsonNode vector(String document) throws IOException {
        String resource = "/openapi/" + document + ".json";
        try (InputStream stream = SignatureVectorTest.class.getResourceAsStream(resource)) {
            return Json.mapper()
                    .readTree(Objects.requireNonNull(stream, resource))
                    .path("x-signature-vector");
        }
    }
}
