package com.smipay.support.acceptance.javascript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The clients that exist, in a real browser: pages that run the snippets of `support-api.md` as they stand there, and
/// a dashboard that reads texts where `admin-api.md` promises texts, from origins of their own and with tokens of the
/// existing signer (`decisions.md` 14, 47, 48).
class BrowserTest {
    private static final String CHROMIUM = "/usr/bin/chromium";

    @Test
    @Timeout(900)
    void aTicketLivesInBrowsersAsTheDocumentsTellThemTo() throws IOException {
        new DebianPackages(List.of("chromium"), List.of(CHROMIUM, "--version")).require();
        NodeFolder.ACCEPTANCE.install();
        LocalStack stack = LocalStack.running();
        Map<String, String> environment = Map.of(
                "SUPPORT_URL", stack.gateway().toString(),
                "APP_ORIGIN", LocalStack.APP_PAGES,
                "DASHBOARD_ORIGIN", LocalStack.DASHBOARD_PAGES,
                "JWT_SECRET", stack.secret(Secret.JWT_HS256),
                "CHROMIUM", CHROMIUM,
                "CANARY", Canary.WORD,
                "PHONE", Canary.phone(),
                "GUEST", registering().toString(),
                "KNOWN", known().toString());
        NodeFolder.ACCEPTANCE.run(List.of("node", "--test", "browser/life-in-browsers.mjs"), environment);
    }

    /// Somebody in the middle of a registration, of whom another system has told.
    private static ObjectNode registering() {
        Person guest = Person.guest();
        String phone = "+234" + Canary.phone().substring(1);
        String id = UUID.randomUUID().toString();
        Instant end = Instant.now().plus(Duration.ofHours(1));
        Registry.tell(
                new RegistrationSession(id, guest.email(), phone, guest.firstName(), guest.lastName(), end, "active"));
        return Json.mapper()
                .createObjectNode()
                .put("session_id", id)
                .put("email", guest.email())
                .put("phone", phone);
    }

    /// A user of whom the account system has told everything that a dashboard shows.
    private static ObjectNode known() throws IOException {
        Person user = Person.user();
        String phone = "+234" + Canary.phone().substring(1);
        Registry.tell(new com.smipay.support.contracts.identity.Person(
                user.id(),
                user.email(),
                user.firstName(),
                user.lastName(),
                phone,
                null,
                Json.mapper().readTree("{\"secure_url\":\"https://pictures.example.com/1.png\"}"),
                "user",
                "active",
                Json.mapper().readTree("{\"current_balance\":1250.5}"),
                Json.mapper().readTree("{\"tier\":\"TIER_3\",\"name\":\"Gold\"}"),
                Json.mapper().readTree("{\"is_verified\":true,\"status\":\"approved\"}")));
        return Json.mapper()
                .createObjectNode()
                .put("id", user.id())
                .put("email", user.email())
                .put("phone", phone)
                .put("name", user.name());
    }
}
