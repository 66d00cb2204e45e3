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
import com.smipay.support.contracts.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every documented call of the live chat, by everybody who may come to a chat that is not theirs. A refused call
/// changes nothing, and where the chat is not to be known of, the answer is that of a chat that does not exist.
class ChatAccessMatrixTest {
    private static final String UNKNOWN = "019c8f5e-0000-7c3d-9e21-4f7a0b6c8d12";
    private static final String USER_SIDE = "/api/v1/support/conversations";
    private static final String ADMIN_SIDE = Dashboard.BASE + "/conversations";
    private static final Person ADMIN = Person.admin();

    /// A chat that an account began, which nobody has claimed. Nobody but the owner writes as its user, an admin
    /// replies instead.
    static final AccessTable ACCOUNT = AccessTable.of("""
            call                 | owner | other user | device | email | admin | expired | nobody
            sendChatMessage      | 201   | 404        | 401    | 401   | 404   | 401     | 401
            sendGuestChatMessage | 404   | 404        | 404    | 404   | 404   | 401     | 401
            listOwnChats         | 200   | 200        | 401    | 401   | 200   | 401     | 401
            getChat              | 200   | 404        | 404    | 404   | 200   | 401     | 401
            markChatRead         | 200   | 404        | 404    | 404   | 403   | 401     | 401
            rateChat             | 400   | 404        | 401    | 401   | 404   | 401     | 401
            createTicket         | 201   | 201        | 401    | 401   | 201   | 401     | 401
            listChats            | 403   | 403        | 401    | 401   | 200   | 401     | 401
            getChatForAdmin      | 403   | 403        | 401    | 401   | 200   | 401     | 401
            listAgents           | 403   | 403        | 401    | 401   | 200   | 401     | 401
            claimChat            | 403   | 403        | 401    | 401   | 200   | 401     | 401
            replyToChat          | 403   | 403        | 401    | 401   | 201   | 401     | 401
            closeChat            | 403   | 403        | 401    | 401   | 200   | 401     | 401
            requestHandover      | 403   | 403        | 401    | 401   | 403   | 401     | 401
            respondToHandover    | 403   | 403        | 401    | 401   | 404   | 401     | 401
            createTicketOfChat   | 403   | 403        | 401    | 401   | 201   | 401     | 401""");

    /// A guest's chat, where it differs.
    private static final AccessTable GUEST = AccessTable.of("""
            call                 | device | other device | email | account | unverified | other user | admin | expired | nobody
            sendChatMessage      | 401    | 401          | 401   | 201     | 404        | 404        | 404   | 401     | 401
            sendGuestChatMessage | 201    | 400          | 201   | 201     | 201        | 400        | 201   | 401     | 401
            getChat              | 200    | 404          | 200   | 200     | 404        | 404        | 200   | 401     | 401
            markChatRead         | 200    | 404          | 200   | 200     | 404        | 404        | 403   | 401     | 401""");

    @TestFactory
    Stream<DynamicTest> aChatOfAnAccount() {
        return ACCOUNT.tests(() -> Attackers.on(Person.user()), ChatAccessMatrixTest::tries);
    }

    @TestFactory
    Stream<DynamicTest> aChatOfAGuest() {
        return GUEST.tests(() -> Attackers.on(Person.guest()), ChatAccessMatrixTest::tries);
    }

    private static void tries(Cell cell, Attackers attackers) {
        String chat = begun(attackers);
        String before = detail(chat);

        Reply reply = call(cell, attackers, chat);

        reply.expect(Integer.parseInt(cell.expected()));
        if (reply.status() >= 400) {
            assertThat(detail(chat)).as("refused, and nothing changed").isEqualTo(before);
        }
        if (reply.status() == 404) {
            assertThat(call(cell, attackers, UNKNOWN).text()).isEqualTo(reply.text());
        }
        if (cell.call().equals("listOwnChats") && reply.status() == 200) {
            assertThat(reply.text().contains(chat)).isEqualTo(cell.caller().equals("owner"));
        }
    }

    private static String begun(Attackers attackers) {
        String email = attackers.ticket().email();
        boolean hasToken = attackers.opener().token() != null;
        ObjectNode body = Json.mapper().createObjectNode().put("message", Canary.text("Is anybody there"));
        Call call = hasToken
                ? Call.post(App.CHAT_SEND).json(body)
                : Call.post(App.CHAT_SEND + "-unauthenticated").json(body.put("email", email));
        return call.by(attackers.opener())
                .send()
                .expect(201)
                .json()
                .at("/data/conversation/id")
                .asText();
    }

    private static String detail(String chat) {
        return Call.get(ADMIN_SIDE + "/" + chat).by(ADMIN).send().expect(200).text();
    }

    private static Reply call(Cell cell, Attackers attackers, String chat) {
        String email = attackers.email(cell.caller());
        String query = cell.caller().equals("email") ? "?email=" + email : "";
        String user = USER_SIDE + "/" + chat;
        String admin = ADMIN_SIDE + "/" + chat;
        ObjectNode body = Json.mapper().createObjectNode();
        Call call = switch (cell.call()) {
            case "sendChatMessage" ->
                Call.post(App.CHAT_SEND)
                        .json(body.put("message", Canary.text("Let me in")).put("conversation_id", chat));
            case "sendGuestChatMessage" ->
                Call.post(App.CHAT_SEND + "-unauthenticated")
                        .json(body.put("message", Canary.text("Let me in"))
                                .put("conversation_id", chat)
                                .put("email", email));
            case "listOwnChats" -> Call.get(USER_SIDE);
            case "getChat" -> Call.get(user + query);
            case "markChatRead" -> Call.post(user + "/read" + query).json(body);
            case "rateChat" -> Call.post(user + "/rate").json(body.put("rating", 1));
            case "createTicket" ->
                Call.post("/api/v1/support/create-ticket")
                        .json(body.put("subject", Canary.text("Let me in"))
                                .put("description", Canary.text("Let me in"))
                                .put("email", Canary.email()));
            case "listChats" -> Call.get(ADMIN_SIDE);
            case "getChatForAdmin" -> Call.get(admin);
            case "listAgents" -> Call.get(Dashboard.BASE + "/agents");
            case "claimChat" -> Call.post(admin + "/claim");
            case "replyToChat" -> Call.post(admin + "/reply").json(body.put("message", Canary.text("From above")));
            case "closeChat" -> Call.post(admin + "/close");
            case "requestHandover" -> Call.post(admin + "/handover").json(body.put("to_admin_id", UNKNOWN));
            case "respondToHandover" ->
                Call.post(Dashboard.BASE + "/handovers/" + UNKNOWN + "/respond").json(body.put("status", "accepted"));
            case "createTicketOfChat" ->
                Call.post(admin + "/create-ticket")
                        .json(body.put("subject", Canary.text("Let me in"))
                                .put("description", Canary.text("Let me in")));
            default -> throw new IllegalArgumentException(cell.call());
        };
        return attackers.by(cell.caller(), call).send();
    }
}
