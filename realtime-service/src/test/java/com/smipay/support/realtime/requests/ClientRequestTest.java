package com.smipay.support.realtime.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientRequestTest {
    private static final UUID TICKET = UUID.fromString("0192f5a0-0000-7000-8000-000000000001");
    private static final Place PLACE = new Place(Door.TICKET, TICKET);
    private static final Place CHAT = new Place(Door.CONVERSATION, TICKET);
    private static final UUID MESSAGE = UUID.fromString("0192f5a0-0000-7000-8000-000000000002");

    private static ClientRequest parse(String event, String payload) {
        try {
            return ClientRequest.parse(new ClientEvent(event, Json.mapper().readTree(payload)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(payload, e);
        }
    }

    @Test
    void readsWhatTheContractHas() {
        String ticket = "{\"ticket_id\":\"" + TICKET + "\"}";
        String both = "{\"ticket_id\":\"" + TICKET + "\",\"last_message_id\":\"" + MESSAGE + "\",\"more\":1}";

        assertThat(parse("join_ticket", ticket)).isEqualTo(new ClientRequest.Join(PLACE, null));
        assertThat(parse("join_ticket", both)).isEqualTo(new ClientRequest.Join(PLACE, MESSAGE));
        assertThat(parse("leave_ticket", ticket)).isEqualTo(new ClientRequest.Leave(PLACE));
        assertThat(parse("typing", both)).isEqualTo(new ClientRequest.Typing(PLACE, false));
        assertThat(parse("stop_typing", ticket)).isEqualTo(new ClientRequest.StopTyping(PLACE, false));
        assertThat(parse("typing", "{\"ticket_id\":\"" + TICKET + "\",\"is_internal\":true}"))
                .isEqualTo(new ClientRequest.Typing(PLACE, true));
        assertThat(parse("join_ticket", ticket.toUpperCase(Locale.ROOT).replace("TICKET_ID", "ticket_id")))
                .isEqualTo(new ClientRequest.Join(PLACE, null));
        assertThat(parse("authenticate", "{\"token\":\"a.b.c\"}")).isInstanceOf(ClientRequest.Authenticate.class);
        assertThat(parse("mark_read", both)).isEqualTo(new ClientRequest.MarkRead(PLACE, MESSAGE));
        assertThat(parse("mark_read", ticket)).isEqualTo(new ClientRequest.MarkRead(PLACE, null));
    }

    @Test
    void readsConversationsAsItReadsTickets() {
        String chat = "{\"conversation_id\":\"" + TICKET + "\"}";
        String both = "{\"conversation_id\":\"" + TICKET + "\",\"last_message_id\":\"" + MESSAGE + "\"}";
        String withNull = "{\"conversation_id\":\"" + TICKET + "\",\"ticket_id\":null}";

        assertThat(parse("join_conversation", chat)).isEqualTo(new ClientRequest.Join(CHAT, null));
        assertThat(parse("join_conversation", both)).isEqualTo(new ClientRequest.Join(CHAT, MESSAGE));
        assertThat(parse("leave_conversation", chat)).isEqualTo(new ClientRequest.Leave(CHAT));
        assertThat(parse("typing", chat)).isEqualTo(new ClientRequest.Typing(CHAT, false));
        assertThat(parse("typing", withNull)).isEqualTo(new ClientRequest.Typing(CHAT, false));
        assertThat(parse("stop_typing", chat)).isEqualTo(new ClientRequest.StopTyping(CHAT, false));
        assertThat(parse("looking", chat)).isEqualTo(new ClientRequest.Looking(CHAT));
        assertThat(parse("stop_looking", chat)).isEqualTo(new ClientRequest.StopLooking(CHAT));
        assertThat(parse("mark_read", both)).isEqualTo(new ClientRequest.MarkRead(CHAT, MESSAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join_ticket  | 'null'                                          | The payload must be an object",
                "join_ticket  | '\"text\"'                                      | The payload must be an object",
                "join_ticket  | '[1,2]'                                         | The payload must be an object",
                "join_ticket  | '{}'                                            | ticket_id is required",
                "typing       | '{\"ticket_id\":null}'                          | ticket_id or conversation_id is required",
                "mark_read    | '{}'                                            | ticket_id or conversation_id is required",
                "typing       | '{\"ticket_id\":1,\"conversation_id\":2}'       | Give ticket_id or conversation_id",
                "stop_typing  | '{\"ticket_id\":1,\"conversation_id\":2}'       | Give ticket_id or conversation_id",
                "mark_read    | '{\"ticket_id\":1,\"conversation_id\":2}'       | Give ticket_id or conversation_id",
                "typing       | '{\"conversation_id\":\"x\"}'                   | conversation_id must be a UUID",
                "join_conversation  | '{\"ticket_id\":\"x\"}'                   | conversation_id is required",
                "join_conversation  | '{\"conversation_id\":[]}'                | conversation_id must be a UUID",
                "leave_conversation | 'null'                                    | The payload must be an object",
                "leave_conversation | '{\"conversation_id\":null}'              | conversation_id is required",
                "join_ticket  | '{\"conversation_id\":\"x\"}'                   | ticket_id is required",
                "stop_typing  | '{\"ticket_id\":7}'                             | ticket_id must be a UUID",
                "leave_ticket | '{\"ticket_id\":\"SMI-2026-000001\"}'           | ticket_id must be a UUID",
                "leave_ticket | '{\"ticket_id\":{\"$ne\":1}}'                   | ticket_id must be a UUID",
                "leave_ticket | '{\"ticket_id\":\"1-1-1-1-1\"}'                 | ticket_id must be a UUID",
                "mark_read    | '{\"ticket_id\":\"x\",\"last_message_id\":[]}'  | last_message_id must be a UUID",
                "typing       | '{\"ticket_id\":\"x\",\"is_internal\":null}'      | is_internal must be true or false",
                "stop_typing  | '{\"ticket_id\":\"x\",\"is_internal\":\"true\"}'  | is_internal must be true or false",
                "authenticate | 'null'                                          | The payload must be an object",
                "authenticate | '{}'                                            | token is required",
                "authenticate | '{\"token\":7}'                                 | token is required",
                "authenticate | '{\"token\":\" \"}'                             | token is required",
                "delete_all   | '{}'                                            | Unknown event",
                "connect      | '{}'                                            | Unknown event"
            })
    void refusesWhatItCanNotRead(String event, String payload, String message) {
        assertThat(parse(event, payload))
                .isEqualTo(new ClientRequest.Malformed(new Refusal("VALIDATION_FAILED", message)));
    }

    @Test
    void refusesAnEventWithoutAPayload() {
        assertThat(ClientRequest.parse(new ClientEvent("join_ticket", MissingNode.getInstance())))
                .isInstanceOf(ClientRequest.Malformed.class);
    }
}
