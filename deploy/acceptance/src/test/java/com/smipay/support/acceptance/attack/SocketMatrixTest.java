package com.smipay.support.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.acceptance.attack.AccessTable.Cell;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.document.Document;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every documented client event, by everybody who may come to a ticket. `authenticate` comes with the caller's own
/// token again, for it is about no ticket. `connect` is the connection itself; nobody
/// without a valid token has one, so nobody else has a column. Each names the ticket by `ticket_id`, which is no way to
/// name a conversation, whoever asks.
class SocketMatrixTest {
    private static final String REFUSED = "TICKET_NOT_FOUND";
    private static final Set<String> IN_THE_ROOM = Set.of("typing", "stop_typing", "looking", "stop_looking");

    private static final AccessTable ACCOUNT = AccessTable.of("""
            event              | owner             | other user        | admin
            connect            | yes               | yes               | yes
            join_ticket        | yes               | TICKET_NOT_FOUND  | yes
            leave_ticket       | yes               | yes               | yes
            join_conversation  | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED
            leave_conversation | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED
            typing             | yes               | NOT_JOINED        | yes
            stop_typing        | yes               | NOT_JOINED        | yes
            looking            | FORBIDDEN         | FORBIDDEN         | yes
            stop_looking       | FORBIDDEN         | FORBIDDEN         | yes
            mark_read          | yes               | TICKET_NOT_FOUND  | FORBIDDEN
            authenticate       | yes               | yes               | yes""");

    private static final AccessTable GUEST = AccessTable.of("""
            event              | account           | unverified        | other user        | admin
            connect            | yes               | yes               | yes               | yes
            join_ticket        | yes               | TICKET_NOT_FOUND  | TICKET_NOT_FOUND  | yes
            leave_ticket       | yes               | yes               | yes               | yes
            join_conversation  | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED
            leave_conversation | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED | VALIDATION_FAILED
            typing             | yes               | NOT_JOINED        | NOT_JOINED        | yes
            stop_typing        | yes               | NOT_JOINED        | NOT_JOINED        | yes
            looking            | FORBIDDEN         | FORBIDDEN         | FORBIDDEN         | yes
            stop_looking       | FORBIDDEN         | FORBIDDEN         | FORBIDDEN         | yes
            mark_read          | yes               | TICKET_NOT_FOUND  | TICKET_NOT_FOUND  | FORBIDDEN
            authenticate       | yes               | yes               | yes               | yes""");

    private static final Dashboard ADMIN = Person.admin().dashboard();

    @Test
    void everyDocumentedEventHasItsRow() {
        Document document = Document.asyncApi();
        Set<String> documented = new TreeSet<>(Set.of("connect"));
        document.root().path("operations").values().stream()
                .filter(operation -> operation.path("action").stringValue().equals("receive"))
                .filter(operation ->
                        operation.at("/channel/$ref").stringValue("").equals("#/channels/support"))
                .map(operation -> document.resolve(
                        document.resolve(operation.path("messages").get(0))))
                .forEach(message -> documented.add(message.path("name").stringValue()));

        assertThat(ACCOUNT.rows().keySet()).containsExactlyInAnyOrderElementsOf(documented);
        assertThat(GUEST.rows().keySet()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @TestFactory
    Stream<DynamicTest> aTicketOfAnAccount() {
        Attackers attackers = Attackers.on(Person.user());
        return ACCOUNT.tests(() -> attackers, SocketMatrixTest::tries);
    }

    @TestFactory
    Stream<DynamicTest> aTicketOfAGuest() {
        // A read mark by the account binds the ticket, so each has one of its own.
        return GUEST.tests(() -> Attackers.on(Person.guest()), SocketMatrixTest::tries);
    }

    @Test
    void withoutAValidTokenThereIsNoConnection() {
        Attackers attackers = Attackers.on(Person.user());

        for (Map<String, String> auth : List.of(
                Map.<String, String>of(),
                Map.of("token", attackers.person("expired").bearer()),
                Map.of("token", "null"))) {
            assertThat(LiveSocket.refused(auth).path("message").asText()).isEqualTo("Unauthorized");
        }
    }

    private static void tries(Cell cell, Attackers attackers) {
        Ticket ticket = attackers.ticket();
        String before = ADMIN.detail(ticket).toString();
        Person caller = attackers.person(cell.caller());
        try (LiveSocket socket = LiveSocket.of(caller)) {
            if (cell.call().equals("connect")) {
                assertThat(socket.isConnected()).isTrue();
                return;
            }
            if (IN_THE_ROOM.contains(cell.call()) && cell.expected().equals("yes")) {
                socket.join(ticket);
            }
            JsonNode answer = socket.ask(cell.call(), LiveSocket.of(ticket).put("token", caller.bearer()));

            assertThat(
                            answer.path("success").asBoolean()
                                    ? "yes"
                                    : answer.path("code").asText())
                    .as(answer.toString())
                    .isEqualTo(cell.expected());
            if (!cell.expected().equals("yes")) {
                assertThat(ADMIN.detail(ticket))
                        .as("refused, and nothing changed")
                        .hasToString(before);
            }
            if (cell.expected().equals(REFUSED)) {
                neitherInNorToldApart(cell, socket, ticket, answer);
            }
        }
    }

    private static void neitherInNorToldApart(Cell cell, LiveSocket socket, Ticket ticket, JsonNode answer) {
        Ticket unknown = new Ticket("0193b1c0-0000-7000-8000-00000000dead", "SMI-2026-999999997", "", "");
        JsonNode reference = socket.ask(cell.call(), LiveSocket.of(unknown));
        assertThat(answer.toString().replace(ticket.id(), unknown.id())).isEqualTo(reference.toString());

        ADMIN.replied(ticket, "For those in the room");
        socket.settle();
        assertThat(socket.all()).isEmpty();
    }
}
