package com.smipay.support.faults.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Answer;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// `kill -9` of messaging, and a ticket is resolved at once: whatever messaging answers when it is back, past any
/// gateway, is the truth. Recovery: from the resolution until it answers.
final class ColdCopies implements Experiment {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CREATED = 201;
    private static final int OK = 200;

    @Override
    public String name() {
        return "cold-copies";
    }

    @Override
    public String what() {
        return "kill -9 of messaging, a ticket resolved at once, then read and written in as soon as anything answers";
    }

    @Override
    public Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(3, 1);
        List<Duration> recoveries = new ArrayList<>();
        List<String> lies = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            traffic.stop();
            for (int round = 0; round < rounds; round++) {
                recoveries.add(recovery(lab.stack(), traffic.chats().getFirst(), lies));
            }
            Outcome outcome = Outcome.of(
                    name(),
                    rounds + " x kill -9 of messaging before a resolution",
                    Verdict.of(lab.stack(), traffic),
                    recoveries);
            for (String lie : lies) {
                outcome = outcome.expect(false, lie);
            }
            return outcome;
        }
    }

    private static Duration recovery(OwnStack stack, Chat chat, List<String> lies) throws IOException {
        setStatus(stack, chat, "in_progress");
        stack.part(OwnStack.MESSAGING).awaitReady();
        stack.part(OwnStack.MESSAGING).kill();
        setStatus(stack, chat, "resolved");
        long resolved = System.nanoTime();
        boolean[] told = {false, false};
        boolean answered = Waiting.until(LIMIT, Duration.ofMillis(10), () -> {
            Rest messaging = new Rest(stack.publicUrl(OwnStack.MESSAGING));
            told[0] |= readsTheTruth(messaging, chat, lies);
            told[1] |= refuses(messaging, chat, lies);
            return told[0] && told[1];
        });
        if (!answered) {
            lies.add("Messaging does not answer any more");
        }
        return Duration.ofNanos(System.nanoTime() - resolved);
    }

    private static boolean readsTheTruth(Rest messaging, Chat chat, List<String> lies) {
        Answer read = messaging.get(chat.user(), "/api/v1/support/ticket?ticket_number=" + chat.number());
        if (read.status() != OK) {
            return false;
        }
        String status = read.data().path("ticket").path("status").asText();
        if (!status.equals("resolved")) {
            lies.add("A resolved ticket was shown " + status);
        }
        return true;
    }

    private static boolean refuses(Rest messaging, Chat chat, List<String> lies) {
        JsonNode body = Json.mapper()
                .createObjectNode()
                .put("ticket_number", chat.number())
                .put("message", "Is anybody there?")
                .put("email", chat.user().email());
        Answer added = messaging.post(
                chat.user(),
                "/api/v1/support/ticket/add-message",
                body,
                UUID.randomUUID().toString());
        if (added.status() == CREATED) {
            lies.add("A resolved ticket took a message");
        }
        return added.json().path("code").asText().equals("TICKET_NOT_OPEN");
    }

    private static void setStatus(OwnStack stack, Chat chat, String status) {
        Answer changed = new Rest(stack.publicUrl(OwnStack.TICKET))
                .put(
                        chat.admin(),
                        "/api/v1/unified-admin/support/" + chat.ticket() + "/status",
                        Json.mapper().createObjectNode().put("status", status));
        if (!changed.isSuccess()) {
            throw new IllegalStateException("The ticket service answered " + changed.status());
        }
    }
}
