package com.smipay.support.faults.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Phone.Door;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.faults.recorder.Conversation.Shown;
import com.smipay.support.faults.recorder.Conversation.Taken;
import com.smipay.support.faults.recorder.Screen;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One live chat from its first message to its rating: two agents claim it at once, both answer, it is handed over
/// while its user writes, both make a ticket of it, the user writes by both doors at once, and it is closed and rated.
/// Whoever loses must be told so; whoever was told that it is theirs must have it.
public final class LiveChat implements AutoCloseable {
    private static final String USER_SIDE = "/api/v1/support";
    private static final String ADMIN_SIDE = "/api/v1/unified-admin/support";
    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final int STARS = 5;

    private final Writer writer;
    private final Journal journal;
    private final Person user;
    private final List<Person> agents;
    private final String id;
    private final String opening;
    private final String words;
    private final List<Phone> phones = new ArrayList<>();
    private final List<String> owners = new ArrayList<>();
    private int visible = 1;

    /// Begins it.
    ///
    /// @param agents two
    LiveChat(OwnStack stack, Writer writer, Journal journal, Person user, List<Person> agents) {
        this.writer = writer;
        this.journal = journal;
        this.user = user;
        this.agents = List.copyOf(agents);
        this.words = Chat.text("Is anybody there");
        var opened = writer.post(user, Services.MESSAGING, USER_SIDE + "/chat/send", message(words))
                .path("conversation");
        this.id = opened.path("id").asText();
        this.opening = opened.path("messages").path(0).path("id").asText();
        journal.took(new Taken(id, opening, words, user.id()));
        phone(stack, user, Door.CHAT, "the user");
        phone(stack, agents.get(0), Door.CHAT, "one agent");
        phone(stack, agents.get(1), Door.CHAT, "the other agent");
    }

    private void phone(OwnStack stack, Person person, Door door, String name) {
        Screen screen = new Screen(name, false);
        screen.startsWith(opening);
        phones.add(new Phone(stack.gateway(), person, door, id, screen, journal));
    }

    public String id() {
        return id;
    }

    /// With which it began.
    public String words() {
        return words;
    }

    /// Whose it was, one after the other, as the agents were told.
    public List<String> owners() {
        return List.copyOf(owners);
    }

    public int stars() {
        return STARS;
    }

    /// Its whole life.
    void live(OwnStack stack) {
        Person holder = claimed();
        Person other = agents.get(1 - agents.indexOf(holder));
        onlyOneReplies(holder, other);
        handedOver(holder, other);
        onlyOneReplies(other, holder);
        String number = ticket();
        phone(stack, user, Door.TICKET, "the user by the ticket's door");
        atOnce(
                () -> say(user.id(), Chat.text("By the chat's door"), null),
                () -> say(user.id() + " again", Chat.text("By the ticket's door"), number));
        onlyOneReplies(other, holder);
        writer.post(other, Services.MESSAGING, desk("/close"), object());
        writer.post(
                user, Services.MESSAGING, USER_SIDE + "/conversations/" + id + "/rate", object().put("rating", STARS));
    }

    /// What an agent asks of this chat.
    private String desk(String action) {
        return ADMIN_SIDE + "/conversations/" + id + action;
    }

    private Person claimed() {
        List<Answer> answers = atOnce(() -> claim(agents.get(0)), () -> claim(agents.get(1)));
        long won = answers.stream().filter(Answer::isSuccess).count();
        if (won != 1) {
            journal.surprise(id + ": " + won + " agents were told that it is theirs");
        }
        Person holder = agents.get(answers.get(0).isSuccess() ? 0 : 1);
        owners.add(holder.id());
        return holder;
    }

    private Answer claim(Person agent) {
        return writer.decided(agent, Services.MESSAGING, desk("/claim"), object());
    }

    private void onlyOneReplies(Person holder, Person other) {
        List<Answer> answers = atOnce(() -> reply(holder), () -> reply(other));
        if (!answers.get(0).isSuccess() || answers.get(1).isSuccess()) {
            journal.surprise(id + ": the holder's reply got " + answers.get(0).status() + ", the other's "
                    + answers.get(1).status());
        }
    }

    private Answer reply(Person agent) {
        String text = Chat.text("We are looking");
        Answer answer = writer.decided(agent, Services.MESSAGING, desk("/reply"), message(text));
        if (answer.isSuccess()) {
            took(answer.data().path("id").asText(), text, agent.id());
        }
        return answer;
    }

    private void handedOver(Person from, Person to) {
        String handover = writer.post(from, Services.MESSAGING, desk("/handover"), object().put("to_admin_id", to.id()))
                .path("handover_id")
                .asText();
        String respond = ADMIN_SIDE + "/handovers/" + handover + "/respond";
        atOnce(
                () -> writer.post(to, Services.MESSAGING, respond, object().put("status", "accepted")),
                () -> say(user.id(), Chat.text("It left my wallet"), null));
        owners.add(to.id());
        if (claim(from).isSuccess()) {
            journal.surprise(id + ": who handed it over was told that it is theirs");
        }
    }

    /// @return its number
    private String ticket() {
        List<String> subjects = List.of(Chat.text("A lost transfer"), Chat.text("A lost transfer"));
        List<Answer> answers = atOnce(() -> makeTicket(0, subjects), () -> makeTicket(1, subjects));
        int maker = answers.get(0).isSuccess() ? 0 : 1;
        Answer made = answers.get(maker);
        Answer refused = answers.get(1 - maker);
        String number = made.data().at("/ticket/ticket_number").asText();
        if (!made.isSuccess()
                || refused.isSuccess()
                || !refused.json().path("message").asText().endsWith(" has ticket " + number)) {
            journal.surprise(id + ": its ticket was answered " + answers);
            throw new Writer.NeverTakenException();
        }
        journal.opened(id, subjects.get(maker));
        return number;
    }

    private Answer makeTicket(int agent, List<String> subjects) {
        return writer.decided(
                agents.get(agent),
                Services.TICKET,
                desk("/create-ticket"),
                object().put("subject", subjects.get(agent)).put("description", "Ask the bank where it is."));
    }

    /// @param hand waits only for itself
    /// @param number by the ticket's door; null for the chat's
    private Answer say(String hand, String text, @Nullable String number) {
        ObjectNode body =
                number == null ? message(text).put("conversation_id", id) : Chat.newMessage(user, number, text);
        String door = number == null ? "/chat/send" : "/ticket/add-message";
        Answer answer = writer.decided(user, Services.MESSAGING, USER_SIDE + door, body);
        if (answer.isSuccess()) {
            took(answer.data().at("/message/id").asText(), text, hand);
        } else {
            journal.surprise(id + ": a message of its user was answered " + answer);
        }
        return answer;
    }

    private synchronized void took(String message, String text, String hand) {
        visible++;
        journal.took(new Taken(id, message, text, hand));
    }

    /// What every screen shows once it shows all, or gave up waiting for it.
    public List<Shown> shown() throws IOException {
        Waiting.until(
                CATCHING_UP,
                () -> phones.stream().allMatch(phone -> phone.screen().size() >= visible));
        return phones.stream().map(Phone::shown).toList();
    }

    /// Screens on which it was said to be somebody's who had it before, in words.
    public List<String> wrongAssignments() {
        List<String> words = new ArrayList<>();
        for (Phone phone : phones) {
            List<String> said = phone.screen().assignments();
            int place = 0;
            for (String agent : said) {
                while (place < owners.size() && !owners.get(place).equals(agent)) {
                    place++;
                }
            }
            if (place == owners.size()) {
                words.add(id + " was said to be " + said + "'s, one after the other, and was " + owners + "'s");
            }
        }
        return words;
    }

    @SafeVarargs
    private static <T> List<T> atOnce(Supplier<T>... calls) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> running = new ArrayList<>();
            for (Supplier<T> call : calls) {
                running.add(CompletableFuture.supplyAsync(call, threads));
            }
            return running.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Writer.NeverTakenException never ? never : e;
        }
    }

    private static ObjectNode message(String text) {
        return object().put("message", text);
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }

    @Override
    public void close() {
        phones.forEach(Phone::close);
    }
}
