package com.smipay.support.acceptance.attack;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// What a field, a parameter or a body should never be.
final class HostileValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private HostileValues() {}

    /// By what is wrong with each; whether it is wrong at all is for the documents to say.
    static Map<String, JsonNode> forField() {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        values.put("null", NODES.nullNode());
        values.put("true", NODES.booleanNode(true));
        values.put("a number", NODES.numberNode(1));
        values.put("a negative number", NODES.numberNode(-1));
        values.put("a fraction", NODES.numberNode(2.5));
        values.put("a huge number", NODES.numberNode(new BigInteger("9".repeat(200))));
        values.put("beyond a double", NODES.rawValueNode(new RawValue("1e999999999")));
        values.put("an array", NODES.arrayNode().add("text"));
        values.put("an object", NODES.objectNode().put("$gt", ""));
        values.put("nested deeply", nested(30));
        texts().forEach((what, text) -> values.put(what, NODES.stringNode(text)));
        return values;
    }

    private static JsonNode nested(int depth) {
        ObjectNode node = NODES.objectNode();
        for (int i = 0; i < depth; i++) {
            node = NODES.objectNode().set("a", node);
        }
        return node;
    }

    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("empty text", "");
        texts.put("blanks", "            ");
        texts.put("a nul", "hello\u0000hello world");
        texts.put("control characters", "hello\u0007\u001bhello");
        texts.put("a C1 control", "hello\u0085 hello hello");
        texts.put("a lone high surrogate", "hello \ud83d hello");
        texts.put("a lone low surrogate", "hello \ude00 hello");
        texts.put("very long text", "x".repeat(20_000));
        texts.put("emoji beyond every length", "😀".repeat(5_050));
        texts.put("right to left", "\u202eevil\u202c hello hello");
        texts.put("quotes of SQL", "'; drop table ticket; --");
        texts.put("wildcards of SQL", "%_\\%_\\");
        texts.put("a template", "${jndi:ldap://127.0.0.1/a} {{7*7}} #{7*7}");
        texts.put("markup", "<script>alert(1)</script> hello");
        texts.put("a path", "../../../../etc/passwd");
        texts.put("a word of no set", "no-such-word-at-all");
        texts.put("a number as text", "99999999999999999999");
        texts.put("NaN as text", "NaN");
        return texts;
    }

    /// Encoded as they stand in a query or path.
    static List<String> forParameter() {
        return List.of(
                "%00",
                "%0d%0aX-Evil:%201",
                "-1",
                "0",
                "1.5",
                "1e3",
                "0x10",
                "99999999999999999999",
                "-9223372036854775809",
                "NaN",
                "null",
                "%5B%5D",
                "%7B%7D",
                "%20",
                "%C0%AF",
                "%ED%A0%80",
                "%E2%82",
                "%F0%9F%98%80",
                "%EF%BC%91",
                "%27%20or%201%3D1--",
                "%25%25%25_",
                "00000000-0000-0000-0000-000000000000",
                "2026-13-45",
                "%2B999999999-01-01T00:00:00Z",
                "x".repeat(2000));
    }

    /// Whole bodies, as bytes that no reader should take for an object in UTF-8.
    static Stream<byte[]> bodies() {
        return Stream.of(
                        "",
                        " ",
                        "null",
                        "[]",
                        "0",
                        "\"text\"",
                        "{",
                        "}",
                        "{}{}",
                        "{\"a\":1,\"a\":2}",
                        "{\"a\":NaN}",
                        "{\"a\":01}",
                        "{a:1}",
                        "{'a':1}",
                        "{\"a\":1,}",
                        "{\"a\":\"\t\"}",
                        "{\"a\":\"\\x\"}",
                        "{} // comment",
                        "\ufeff{}",
                        "{}\u0000",
                        "[".repeat(20_000),
                        "{\"a\":".repeat(10_000),
                        "{\"a\":" + "9".repeat(5_000) + "}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /// `{"a":"?"}` with bytes that are no UTF-8, and in other encodings.
    static Stream<byte[]> brokenEncodings() {
        Stream<byte[]> sequences = Stream.of("c080", "c0af", "e080af", "eda080", "f4908080", "80", "e282", "ff")
                .map(hex -> {
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    body.writeBytes("{\"message\":\"".getBytes(StandardCharsets.US_ASCII));
                    body.writeBytes(HexFormat.of().parseHex(hex));
                    body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));
                    return body.toByteArray();
                });
        Stream<byte[]> encodings = Stream.of("UTF-16", "UTF-16LE", "UTF-32BE", "UTF-32LE")
                .map(name -> "{\"message\":\"hello\"}".getBytes(Charset.forName(name)));
        return Stream.concat(sequences, encodings);
    }
}
