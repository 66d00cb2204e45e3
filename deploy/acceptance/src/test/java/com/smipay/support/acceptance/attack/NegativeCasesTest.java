package com.smipay.support.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.contract.Trimmed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Everything that the documents forbid, made from the documents: each field, parameter, header and body of each
/// call, one at a time. Nothing is a 5xx, every refusal has the one shape (both by [Call]), and a field that the
/// document does not allow is named.
class NegativeCasesTest {
    /// A lone surrogate can't be sent but as an escape.
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Set<String> FORMS = Set.of("ticket_number");

    private static final Person USER = Person.user();
    private static final Person ADMIN = Person.admin();
    private static final Ticket TICKET = USER.app().open();
    private static final String CHAT = USER.app().chat(Canary.text("Is anybody there"));

    static List<DocumentedCall> calls() {
        return DocumentedCall.all();
    }

    static List<DocumentedCall> withBody() {
        return calls().stream().filter(DocumentedCall::hasBody).toList();
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void everyFieldOfEveryBody(DocumentedCall call) {
        for (ObjectNode example : call.examples()) {
            ours(example);
            for (String field : call.properties()) {
                HostileValues.forField().forEach((what, value) -> {
                    ObjectNode body = example.deepCopy();
                    body.set(field, value);
                    field(call, field, what, body);
                });
                ObjectNode without = example.deepCopy();
                without.remove(field);
                field(call, field, "absent", without);
            }
        }
    }

    private static void field(DocumentedCall call, String field, String what, ObjectNode body) {
        String json = ESCAPING.writeValueAsString(body);
        String about = call + " with " + field + ": " + what;
        // The schemas can't see half a pair of surrogates, but where text goes neither does a nul.
        String seen = json.replace("\\uD83D hello", "\\u0000 hello").replace("\\uDE00 hello", "\\u0000 hello");
        boolean allowed = call.allows(Trimmed.of(JsonMapper.shared().readTree(seen)));

        Reply reply = sane(about, by(call, path(call)).json(json).send());

        if (!allowed) {
            if (field.equals("ticket_number") && reply.status() == 404) {
                // Text that names no ticket is answered like an unknown one (decisions.md 19).
                return;
            }
            assertThat(reply.status()).as("%s: %s", about, reply.text()).isEqualTo(400);
            assertThat(reply.fields()).as(about).isNotEmpty().allMatch(named -> isOrHolds(field, named));
        }
    }

    /// A field inside is named with its way. Two fields choose another form of the body, which asks for fields of its
    /// own.
    private static boolean isOrHolds(String field, String named) {
        return named.equals(field) || named.startsWith(field + ".") || FORMS.contains(field);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyQueryParameter(DocumentedCall call) {
        call.parameters("query").forEach(name -> {
            String required = name.equals("ticket_number") || !call.path().endsWith("/ticket")
                    ? "?"
                    : "?ticket_number=" + TICKET.number() + "&";
            for (String value : HostileValues.forParameter()) {
                String target = path(call) + required + name + "=" + value;
                Reply reply = sane(target, by(call, target).send());
                if (reply.status() == 400) {
                    assertThat(reply.fields()).as(target).containsExactly(name);
                }
                sane(target, by(call, target + "&" + name + "=" + value).send());
            }
            sane(name, by(call, path(call) + required + name).send());
        });
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyVariableOfAPath(DocumentedCall call) {
        if (!call.path().contains("{")) {
            return;
        }
        for (String value : HostileValues.forParameter()) {
            String target = call.path().replaceAll("\\{[^}]*}", value);
            Call sent = by(call, target);
            Reply reply = sane(target, (call.hasBody() ? sent.json(body(call)) : sent).send());
            assertThat(reply.status()).as(target).isBetween(400, 499);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyHeader(DocumentedCall call) {
        call.parameters("header").filter(name -> !name.equals("x-device-id")).forEach(name -> {
            for (String value : List.of("", " ", "x".repeat(4000), "é", "\"'<>%00", "1,2", "-1", "[]")) {
                Call sent = by(call, path(call)).header(name, value);
                sane(call + " " + name, (call.hasBody() ? sent.json(body(call)) : sent).send());
            }
        });
        for (String value : List.of(
                "Bearer", "Bearer ", "Bearer a b", "bearer x", "Basic eA==", "Digest a=\"b\"", "x".repeat(5000))) {
            Call sent = Call.of(call.method(), path(call)).device(USER.device()).header("Authorization", value);
            sane(call + " Authorization", sent.send());
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyMethod(DocumentedCall call) {
        for (String method :
                List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")) {
            Call sent = Call.of(method, path(call)).by(call.path().contains("admin") ? ADMIN : USER);
            assertThat(sent.send().status()).as(method + " " + call.path()).isLessThan(500);
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void everyKindOfBody(DocumentedCall call) {
        for (byte[] body : HostileValues.bodies().toList()) {
            Reply reply = sane(
                    call.toString(),
                    by(call, path(call)).body("application/json", body).send());
            String text = new String(body, StandardCharsets.UTF_8);
            // Some languages send null where they have no body, which marks all as read.
            boolean nothing =
                    text.isEmpty() || (text.equals("null") && call.toString().endsWith("/read"));
            assertThat(reply.status()).as(call + text).isIn(nothing ? List.of(200, 400) : List.of(400));
        }
        for (byte[] body : HostileValues.brokenEncodings().toList()) {
            by(call, path(call))
                    .body("application/json", body)
                    .send()
                    .refused(400, "VALIDATION_FAILED", "The request body is not well-formed JSON");
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void everyContentType(DocumentedCall call) {
        byte[] body = body(call).getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "text/json",
                "text/html",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "json",
                ";",
                "/",
                "application/",
                "application/jsonp",
                "*/*")) {
            by(call, path(call)).body(type, body).send().refused(415, "UNSUPPORTED_MEDIA_TYPE");
        }
        for (String type : List.of(
                "application/json;",
                "application/json; charset=no-such",
                "application/json; charset=utf-16",
                "application/json, text/html",
                "application/problem+json")) {
            sane(call + " " + type, by(call, path(call)).body(type, body).send());
        }
        for (String encoding : List.of("gzip", "deflate", "br", "no-such", "identity")) {
            sane(
                    call + " " + encoding,
                    by(call, path(call))
                            .header("Content-Encoding", encoding)
                            .body("application/json", body)
                            .send());
        }
    }

    /// Below 500; what is refused has the one shape, which [Call] has seen to.
    private static Reply sane(String what, Reply reply) {
        assertThat(reply.status()).as("%s: %s", what, reply.text()).isLessThan(500);
        return reply;
    }

    private static String body(DocumentedCall call) {
        ObjectNode example = call.examples().getFirst();
        ours(example);
        return ESCAPING.writeValueAsString(example);
    }

    private static void ours(ObjectNode example) {
        if (example.has("ticket_number")) {
            example.put("ticket_number", TICKET.number());
        }
        if (example.has("email")) {
            example.put("email", TICKET.email());
        }
    }

    private static String path(DocumentedCall call) {
        return call.path().replaceAll("\\{[^}]*}", call.path().contains("/conversations/") ? CHAT : TICKET.number());
    }

    private static Call by(DocumentedCall call, String target) {
        return Call.of(call.method(), target).by(call.path().contains("admin") ? ADMIN : USER);
    }
}
