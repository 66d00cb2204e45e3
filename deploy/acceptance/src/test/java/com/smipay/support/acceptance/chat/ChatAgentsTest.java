package com.smipay.support.acceptance.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.stack.Registry;
import com.smipay.support.contracts.json.Json;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Agents who come, go, and are gone for good (`live-chat-api.md`, Admin side).
class ChatAgentsTest {
    private final URI one = LocalStack.running().publicUrl("realtime-service");
    private final URI two = LocalStack.running().publicUrl("realtime-service-2");

    @Test
    void anAgentWhoIsGoneLosesTheirChats() {
        Person owner = Person.user();
        Person agent = Person.admin();
        Person other = Person.admin();
        other.chat().agents().expect(200);
        var record = new com.smipay.support.contracts.identity.Person(
                agent.id(),
                agent.email(),
                agent.firstName(),
                agent.lastName(),
                null,
                null,
                null,
                "admin",
                null,
                null,
                null,
                null);
        Registry.tell(record);
        String chat = owner.chat().begin();
        agent.chat().claim(chat).expect(200);
        String handover = agent.chat().askedToTakeOver(chat, other);
        try (LiveSocket phone = LiveSocket.at(one, owner);
                LiveSocket desk = LiveSocket.at(two, other)) {
            Registry.forget(record);

            Event told =
                    phone.await("conversation_updated", e -> e.text("event").equals("unassigned"));
            assertThat(told.payload().path("assigned_admin_name").isNull()).isTrue();
            desk.await("conversation_updated", e -> e.text("event").equals("unassigned"));
        }
        JsonNode detail = other.chat().detail(chat).data();
        assertThat(detail.path("assigned_to").isNull()).isTrue();
        assertThat(detail.at("/handovers/0/status").asText()).isEqualTo("rejected");
        other.chat().respond(handover, "accepted").refused(400, "HANDOVER_RESOLVED");
        other.chat().claim(chat).success(200, "Conversation claimed");
    }

    @Test
    void whoIsThereStandsInTheListOfAgents() {
        Person agent = Person.admin();
        String chat = Person.user().chat().begin();
        agent.chat().claim(chat).expect(200);
        assertThat(agent(agent).path("online").asBoolean(true)).isFalse();
        assertThat(agent(agent).path("open_conversations").asInt()).isEqualTo(1);
        LiveSocket socket = LiveSocket.at(two, agent);
        Wait.until("online").until(() -> agent(agent).path("online").asBoolean());
        socket.close();
        Wait.until("offline").until(() -> !agent(agent).path("online").asBoolean());
        agent.chat().close(chat).expect(200);
        assertThat(agent(agent).path("open_conversations").asInt()).isZero();
    }

    private static JsonNode agent(Person agent) {
        for (JsonNode each : agent.chat().agents().data().path("agents")) {
            if (each.path("id").asText().equals(agent.id())) {
                return each;
            }
        }
        return Json.mapper().createObjectNode();
    }
}
