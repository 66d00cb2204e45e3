package com.smipay.support.acceptance.javascript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// People of whom other systems have told before a browser meets them, as its script reads them.
final class KnownPeople {
    private KnownPeople() {}

    /// Somebody in the middle of a registration, of whom another system has told.
    static ObjectNode registering() {
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
    static ObjectNode user() throws IOException {
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
