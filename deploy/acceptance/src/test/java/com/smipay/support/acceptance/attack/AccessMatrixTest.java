package com.smipay.support.acceptance.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.acceptance.attack.AccessTable.Cell;
import com.smipay.support.acceptance.client.App;
import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Dashboard;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Reply;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.contracts.document.Document;
import com.smipay.support.contracts.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every documented call, by everybody who may come to a ticket that is not theirs. A refused call changes nothing, and
/// where the ticket is not to be known of, the answer is that of a ticket that does not exist.
class AccessMatrixTest {
    /// A ticket that an account opened. `device`: its owner's phone without the token; `email`: who knows its email
    /// only.
    private static final AccessTable ACCOUNT = AccessTable.of("""
            call            | owner | other user | device | email | admin | expired | nobody
            getConversation | 200   | 404        | 404    | 404   | 200   | 401     | 401
            addMessage      | 201   | 400        | 201    | 201   | 201   | 401     | 401
            requestSupport  | 201   | 400        | 201    | 201   | 201   | 401     | 401
            markRead        | 200   | 404        | 404    | 404   | 403   | 401     | 401
            rateTicket      | 201   | 400        | 401    | 401   | 400   | 401     | 401
            getMyTickets    | 200   | 200        | 401    | 401   | 200   | 401     | 401
            listTickets     | 403   | 403        | 401    | 401   | 200   | 401     | 401
            getTicket       | 403   | 403        | 401    | 401   | 200   | 401     | 401
            reply           | 403   | 403        | 401    | 401   | 201   | 401     | 401
            changeStatus    | 403   | 403        | 401    | 401   | 200   | 401     | 401
            assignTicket    | 403   | 403        | 401    | 401   | 200   | 401     | 401
            changePriority  | 403   | 403        | 401    | 401   | 200   | 401     | 401
            changeContact   | 403   | 403        | 401    | 401   | 200   | 401     | 401
            openForCaller   | 403   | 403        | 401    | 401   | 201   | 401     | 401
            getDocument     | 200   | 200        | 200    | 200   | 200   | 200     | 200
            getTicketDocument | 200 | 200        | 200    | 200   | 200   | 200     | 200
            getMessagingDocument | 200 | 200     | 200    | 200   | 200   | 200     | 200
            getRatingDocument | 200 | 200        | 200    | 200   | 200   | 200     | 200""");

    /// A guest's ticket. `account`: a later token with its email; `unverified`: one that says the email is not
    /// verified.
    private static final AccessTable GUEST = AccessTable.of("""
            call            | device | other device | email | account | unverified | other user | admin | expired | nobody
            getConversation | 200    | 404          | 200   | 200     | 404        | 404        | 200   | 401     | 401
            addMessage      | 201    | 400          | 201   | 201     | 201        | 400        | 201   | 401     | 401
            requestSupport  | 201    | 400          | 201   | 201     | 201        | 400        | 201   | 401     | 401
            markRead        | 200    | 404          | 200   | 200     | 404        | 404        | 403   | 401     | 401
            rateTicket      | 401    | 401          | 401   | 201     | 400        | 400        | 400   | 401     | 401
            getMyTickets    | 401    | 401          | 401   | 200     | 200        | 200        | 200   | 401     | 401
            listTickets     | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            getTicket       | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            reply           | 401    | 401          | 401   | 403     | 403        | 403        | 201   | 401     | 401
            changeStatus    | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            assignTicket    | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            changePriority  | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            changeContact   | 401    | 401          | 401   | 403     | 403        | 403        | 200   | 401     | 401
            openForCaller   | 401    | 401          | 401   | 403     | 403        | 403        | 201   | 401     | 401
            getDocument     | 200    | 200          | 200   | 200     | 200        | 200        | 200   | 200     | 200
            getTicketDocument | 200  | 200          | 200   | 200     | 200        | 200        | 200   | 200     | 200
            getMessagingDocument | 200 | 200        | 200   | 200     | 200        | 200        | 200   | 200     | 200
            getRatingDocument | 200  | 200          | 200   | 200     | 200        | 200        | 200   | 200     | 200""");

    /// Whose list of tickets the ticket stands in.
    private static final Set<String> OWNERS = Set.of("owner", "account");

    private static final String UNKNOWN = "SMI-2026-999999997";
    private static final Dashboard ADMIN = Person.admin().dashboard();

    @Test
    void everyDocumentedCallHasItsRow() {
        Set<String> documented = new TreeSet<>();
        for (Document document : Document.openApi()) {
            document.root()
                    .path("paths")
                    .values()
                    .forEach(path -> path.properties().stream()
                            .map(method -> method.getValue().path("operationId").stringValue(""))
                            .filter(name -> !name.isEmpty())
                            .forEach(documented::add));
        }
        for (AccessTable table : List.of(ACCOUNT, GUEST)) {
            Set<String> tried = new TreeSet<>(table.rows().keySet());
            tried.addAll(ChatAccessMatrixTest.ACCOUNT.rows().keySet());
            assertThat(tried).isEqualTo(documented);
        }
    }

    @TestFactory
    Stream<DynamicTest> aTicketOfAnAccount() {
        return ACCOUNT.tests(() -> Attackers.on(Person.user()), AccessMatrixTest::tries);
    }

    @TestFactory
    Stream<DynamicTest> aTicketOfAGuest() {
        return GUEST.tests(() -> Attackers.on(Person.guest()), AccessMatrixTest::tries);
    }

    private static void tries(Cell cell, Attackers attackers) {
        Ticket ticket = attackers.ticket();
        if (cell.call().equals("rateTicket")) {
            ADMIN.moved(ticket, "resolved");
        }
        String before = ADMIN.detail(ticket).toString();

        Reply reply = call(cell, attackers, ticket.number());

        reply.expect(Integer.parseInt(cell.expected()));
        if (reply.status() >= 400) {
            assertThat(ADMIN.detail(ticket)).as("refused, and nothing changed").hasToString(before);
        }
        if (reply.status() == 404) {
            Reply unknown = call(cell, attackers, UNKNOWN);
            assertThat(reply.text().replace(ticket.number(), UNKNOWN)).isEqualTo(unknown.text());
            assertThat(comparable(reply, ticket.number())).isEqualTo(comparable(unknown, UNKNOWN));
        }
        if (cell.call().equals("getMyTickets") && reply.status() == 200) {
            assertThat(reply.text().contains(ticket.number())).isEqualTo(OWNERS.contains(cell.caller()));
        }
    }

    /// Names and values; what differs with every request, and with the length of the number, left out.
    private static Map<String, List<String>> comparable(Reply reply, String number) {
        TreeMap<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(reply.headers().map());
        headers.remove("Date");
        headers.remove("X-Request-Id");
        headers.computeIfPresent(
                "Content-Length",
                (name, length) -> List.of(Integer.toString(Integer.parseInt(length.getFirst()) - number.length())));
        return headers;
    }

    private static Reply call(Cell cell, Attackers attackers, String number) {
        String support = "/api/v1/support/";
        String admin = Dashboard.BASE + "/" + number;
        String email = attackers.email(cell.caller());
        boolean saysEmail = cell.caller().equals("email");
        ObjectNode body = Json.mapper().createObjectNode();
        Call call = switch (cell.call()) {
            case "getConversation" ->
                Call.get(support + "ticket?ticket_number=" + number + (saysEmail ? "&email=" + email : ""));
            case "addMessage" ->
                Call.post(App.ADD_MESSAGE)
                        .json(body.put("ticket_number", number)
                                .put("message", Canary.text("Let me in"))
                                .put("email", email));
            case "requestSupport" ->
                Call.post(App.REQUEST)
                        .json(body.put("ticket_number", number)
                                .put("description", Canary.text("Let me in"))
                                .put("email", email));
            case "markRead" ->
                Call.post(App.readPath(number) + (saysEmail ? "?email=" + email : ""))
                        .json(body);
            case "rateTicket" -> Call.post(App.ratePath(number)).json(body.put("rating", 1));
            case "getMyTickets" -> Call.get(App.MY_TICKETS);
            case "listTickets" -> Call.get(Dashboard.BASE + "?search=" + number);
            case "getTicket" -> Call.get(admin);
            case "reply" -> Call.post(admin + "/reply").json(body.put("message", Canary.text("From above")));
            case "changeStatus" -> Call.put(admin + "/status").json(body.put("status", "escalated"));
            case "assignTicket" -> Call.put(admin + "/assign").json(body.putNull("assigned_to"));
            case "changePriority" -> Call.put(admin + "/priority").json(body.put("priority", "urgent"));
            case "changeContact" -> Call.put(admin + "/contact").json(body.put("email", Canary.email()));
            case "openForCaller" ->
                Call.post(Dashboard.BASE)
                        .json(body.put("subject", Canary.text("Let me in"))
                                .put("description", Canary.text("Let me in"))
                                .put("email", Canary.email()));
            case "getDocument" -> Call.get("/openapi");
            case "getTicketDocument" -> Call.get("/openapi/ticket");
            case "getMessagingDocument" -> Call.get("/openapi/messaging");
            case "getRatingDocument" -> Call.get("/openapi/rating");
            default -> throw new IllegalArgumentException(cell.call());
        };
        return attackers.by(cell.caller(), call).send();
    }
}
