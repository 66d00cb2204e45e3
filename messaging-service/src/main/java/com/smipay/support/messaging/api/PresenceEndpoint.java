package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.security.TokenPerson;
import com.smipay.support.kit.text.ShownText;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.inbox.Presence;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `POST /internal/presence`: which agents have a socket at one instance of the realtime service, all of them, and of
/// whose tokens it heard anew.
public final class PresenceEndpoint {
    private static final String PATH = "/internal/presence";
    private static final int MAX_ID = 255;

    private final Presence presence;

    public PresenceEndpoint(Presence presence) {
        this.presence = presence;
    }

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, this::heard);
    }

    private void heard(ServerRequest req, ServerResponse res) {
        Fields fields = new Fields(JsonBody.required(req).object());
        UUID instance = fields.optionalUuid("instance_id", "a UUID");
        if (instance == null && !fields.isRejected("instance_id")) {
            fields.reject("instance_id", "instance_id is required");
        }
        List<String> agents = agents(fields);
        List<TokenPerson> people = people(fields);
        fields.check();
        presence.heard(Objects.requireNonNull(instance), agents, people);
        res.status(Status.NO_CONTENT_204).send();
    }

    private static List<String> agents(Fields fields) {
        JsonNode told = fields.node("agents");
        if (told == null || !told.isArray()) {
            fields.reject("agents", "agents must be a list");
            return List.of();
        }
        List<String> agents = new ArrayList<>(told.size());
        for (JsonNode agent : told) {
            if (!isId(agent)) {
                fields.reject("agents", "agents must be ids of people");
                return List.of();
            }
            agents.add(Uuids.normal(agent.textValue()));
        }
        return agents;
    }

    private static List<TokenPerson> people(Fields fields) {
        JsonNode told = fields.node("people");
        if (told == null) {
            return List.of();
        }
        List<TokenPerson> people = new ArrayList<>(told.size());
        for (JsonNode person : told) {
            if (!isId(person.path("id"))) {
                fields.reject("people", "people must be people with an id each");
                return List.of();
            }
            people.add(new TokenPerson(
                    Uuids.normal(person.path("id").textValue()),
                    ShownText.name(text(person, "first_name")),
                    ShownText.name(text(person, "last_name")),
                    text(person, "email"),
                    null,
                    true));
        }
        return people;
    }

    /// What PostgreSQL can hold, and what separates none of a list.
    private static boolean isId(JsonNode id) {
        return id.isTextual()
                && !id.textValue().isEmpty()
                && id.textValue().length() <= MAX_ID
                && id.textValue().indexOf('\0') < 0
                && id.textValue().indexOf('\u0001') < 0;
    }

    private static @Nullable String text(JsonNode person, String field) {
        JsonNode text = person.path(field);
        return text.isTextual() && text.textValue().indexOf('\0') < 0 ? text.textValue() : null;
    }
}
