package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.json.Json;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Rest;
import com.smipay.support.faults.load.Rest.Answer;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.StackPart;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `kill -9` of messaging, and a ticket is resolved at once: whatever messaging answers when it is back, past any
/// gateway, is the truth. Recovery: from the resolution until it answers.
final class ColdCopies {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private ColdCopies() {}

    static Outcome run(Lab lab) throws IOException {
        int rounds = lab.rounds(3, 1);
        List<Duration> recoveries = new ArrayList<>();
        List<String> lies = new ArrayList<>();
        try (Traffic traffic = lab.people()) {
            traffic.stop();
            for (int round = 0; round < rounds; round++) {
                recoveries.add(recovery(lab.stack(), traffic.chats().getFirst(), lies));
            }
            Outcome outcome = lab.judged(rounds + " x kill -9 of messaging before a resolution", traffic, recoveries);
            lies.forEach(lie -> outcome.expect(false, lie));
            return outcome;
        }
    }

    private static Duration recovery(OwnStack stack, Chat chat, List<String> lies) throws IOException {
        StackPart part = stack.part(Services.MESSAGING);
        setStatus(stack, chat, "in_progress");
        part.awaitReady();
        part.kill();
        setStatus(stack, chat, "resolved");
        long resolved = System.nanoTime();
        boolean[] told = {false, false};
        boolean answered = Waiting.until(LIMIT, Duration.ofMillis(10), () -> {
            Rest messaging = new Rest(stack.publicUrl(Services.MESSAGING));
            told[0] |= readsTheTruth(messaging, chat, lies);
            told[1] |= refuses(messaging, chat, lies);
            return told[0] && told[1];
        });
        if (!answered) {
            lies.add("Messaging does not answer any more");
        }
        return Lab.since(resolved);
    }

    private static boolean readsTheTruth(Rest messaging, Chat chat, List<String> lies) {
        Answer read = messaging.get(chat.user(), "/api/v1/support/ticket?ticket_number=" + chat.number());
        String status = read.data().at("/ticket/status").asText();
        if (read.isSuccess() && !status.equals("resolved")) {
            lies.add("A resolved ticket was shown " + status);
        }
        return read.isSuccess();
    }

    private static boolean refuses(Rest messaging, Chat chat, List<String> lies) {
        Answer added = chat.sayOnce(messaging, "Is anybody there?");
        if (added.isSuccess()) {
            lies.add("A resolved ticket took a message");
        }
        return added.json().path("code").asText().equals("TICKET_NOT_OPEN");
    }

    private static void setStatus(OwnStack stack, Chat chat, String status) {
        Answer changed = new Rest(stack.publicUrl(Services.TICKET))
                .put(
                        chat.admin(),
                        "/api/v1/unified-admin/support/" + chat.ticket() + "/status",
                        Json.mapper().createObjectNode().put("status", status));
        if (!changed.isSuccess()) {
            throw new IllegalStateException("The ticket service answered " + changed.status());
        }
    }
}
