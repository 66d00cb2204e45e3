package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Person;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Retention;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.WordSearch;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// `deploy/person erase` while everybody else talks, and the services that do it are killed in the middle.
/// Afterwards the person is looked for in every table, in every record of every topic, and in the logs
/// (`privacy.md`). Recovery: from the first command until every table has forgotten.
final class Erasure {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final List<String> KILLED = List.of(Services.TICKET, Services.MESSAGING);

    private Erasure() {}

    static Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        WordSearch search = new WordSearch(stack);
        Person person = Person.user(stack.secret(Secret.JWT_HS256));
        String word = "word" + UUID.randomUUID().toString().replace("-", "");
        int tickets = lab.isShort() ? 30 : 300;
        try (Traffic traffic = lab.people()) {
            write(stack, person, word, tickets);
            boolean stood =
                    search.columns(word).size() > 2 && !search.topics(word).isEmpty();
            long began = System.nanoTime();
            int tries = erase(lab, person);
            boolean forgotten = Waiting.until(
                    LIMIT,
                    STEP,
                    () -> search.columns(word).isEmpty()
                            && search.columns(person.id()).isEmpty());
            Duration recovery = Lab.since(began);
            Outcome outcome = lab.judged(tickets + " tickets of one person", traffic, List.of(recovery));
            boolean outlived = new Retention(stack).outlive(word);
            return outcome.with("commands until it was done", tries)
                    .expect(stood, "The word stood nowhere before: nothing was shown")
                    .expect(
                            forgotten,
                            "Columns still say it: " + search.columns(word) + ", or who: "
                                    + search.columns(person.id()))
                    .expect(outlived, "Topics still say it: " + search.topics(word))
                    .expect(search.logs(word).isEmpty(), "Logs say it: " + search.logs(word));
        }
    }

    private static void write(OwnStack stack, Person person, String word, int tickets) throws IOException {
        Rest gateway = new Rest(stack.gateway());
        for (int i = 0; i < tickets; i++) {
            Answer opened = post(
                    gateway, person, "/api/v1/support/request-support", Chat.newTicket(person, "My " + word, word));
            String number = opened.data().at("/ticket/ticket_number").asText();
            post(
                    gateway,
                    person,
                    "/api/v1/support/ticket/add-message",
                    Chat.newMessage(person, number, "Again " + word));
        }
        ObjectNode chat = Json.mapper().createObjectNode().put("message", "Hello " + word);
        post(gateway, person, "/api/v1/support/chat/send", chat);
    }

    private static Answer post(Rest gateway, Person person, String target, ObjectNode body) throws IOException {
        Answer answer = gateway.post(person, target, body, UUID.randomUUID().toString());
        if (!answer.isSuccess()) {
            throw new IOException(target + " answered " + answer.status() + ": " + answer.json());
        }
        return answer;
    }

    /// Asked again until it is done, as whoever runs the desk would.
    ///
    /// @return how often
    private static int erase(Lab lab, Person person) throws IOException {
        OwnStack stack = lab.stack();
        Thread killer = Thread.ofVirtual().start(() -> kill(lab));
        int[] tries = {0};
        boolean done = Waiting.until(LIMIT, STEP, () -> {
            tries[0]++;
            try {
                stack.command("person", "erase", "--yes", "--id", person.id(), "--email", person.email());
                return true;
            } catch (IllegalStateException e) {
                // It says what is away; what it did stays done.
                return false;
            }
        });
        killer.interrupt();
        if (!done) {
            throw new IOException("The erasure did not come to an end");
        }
        return tries[0];
    }

    private static void kill(Lab lab) {
        try {
            for (String service : KILLED) {
                lab.letGo(Duration.ofMillis(500), Duration.ofSeconds(3));
                lab.stack().part(service).kill();
                lab.stack().part(service).awaitReady();
            }
        } catch (IOException e) {
            // The erasure is done: it may stop.
        }
    }
}
