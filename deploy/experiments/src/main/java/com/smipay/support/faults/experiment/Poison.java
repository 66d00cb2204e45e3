package com.smipay.support.faults.experiment;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.faults.load.Chat;
import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.StrangeEvent;
import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.topic.Place;
import com.smipay.support.local.topic.TopicWriter;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Records that can never be applied, on the partitions of tickets that people talk about. Each is dead-lettered with
/// its reason by every service that reads the topic, and nothing waits for it. Recovery: from the publishing of a
/// record until the last service has dead-lettered it, by the time that its dead-letter topic tells; of all records the
/// longest.
final class Poison {
    private static final Duration PROMISE = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int LARGE = 900_000;

    /// Who reads it; each dead-letters for itself.
    private static final Map<String, List<String>> READERS = Map.of(
            Topics.TICKETS,
            List.of(Services.MESSAGING, Services.RATING),
            Topics.MESSAGES,
            List.of(Services.TICKET),
            Topics.RATINGS,
            List.of(Services.TICKET, Services.MESSAGING));

    private static final Map<String, String> TYPES = Map.of(
            Topics.TICKETS, "ticket.status-changed", Topics.MESSAGES, "message.posted", Topics.RATINGS, "ticket.rated");

    private Poison() {}

    static Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        try (Traffic traffic = lab.people();
                TopicWriter writer = new TopicWriter(stack.kafka());
                DeadLetterTopics deadLetterTopics = new DeadLetterTopics(stack.kafka())) {
            lab.letGo(Duration.ofMillis(300), Duration.ofMillis(900));
            List<RecordMetadata> places = new ArrayList<>();
            for (Chat chat : traffic.chats()) {
                places.addAll(writer.write(Topics.EVENTS.stream()
                        .flatMap(topic -> poison(topic, chat.ticket()).stream())
                        .toList()));
                lab.letGo(Duration.ofMillis(1_000), Duration.ofMillis(1_500));
            }
            writer.write(List.of(
                    item(Topics.MESSAGES, traffic.chats().getFirst().ticket(), "message.of-a-later-version", "{}")));
            Set<String> expected = places.stream()
                    .flatMap(place -> READERS.getOrDefault(place.topic(), List.of()).stream()
                            .map(reader -> reader + " " + Place.of(place)))
                    .collect(Collectors.toSet());
            Waiting.until(
                    LIMIT,
                    BETWEEN_LOOKS,
                    () -> deadLetters(deadLetterTopics.all()).size() >= expected.size());
            traffic.stop();
            // What an earlier trouble has left does not count.
            Set<Place> written = places.stream().map(Place::of).collect(Collectors.toSet());
            List<DeadLetter> onTopics = deadLetterTopics.all().stream()
                    .filter(each -> written.contains(each.place()))
                    .toList();
            Set<String> deadLetters = deadLetters(onTopics);
            Duration recovery = longest(places, onTopics);
            Outcome outcome = lab.judged(places.size() + " records of 6 kinds", traffic, List.of(recovery));
            for (DeadLetter each : onTopics) {
                deadLetterTopics.settle(each);
            }
            for (String service : Services.WITH_DATABASE) {
                stack.part(service).awaitReady();
            }
            return outcome.within(lab.time(PROMISE, LIMIT))
                    .expect(
                            expected.equals(deadLetters),
                            "Dead-lettered with their reason: " + deadLetters.size() + " of " + expected.size())
                    .with("dead-lettered with their reason", deadLetters.size());
        }
    }

    /// By whom, and where each came from; those without a reason do not count.
    private static Set<String> deadLetters(List<DeadLetter> onTopics) {
        return onTopics.stream()
                .filter(each -> !each.reason().isEmpty())
                .map(each -> each.consumer() + " " + each.place())
                .collect(Collectors.toSet());
    }

    private static Duration longest(List<RecordMetadata> written, List<DeadLetter> onTopics) {
        Map<Place, Instant> moments =
                written.stream().collect(Collectors.toMap(Place::of, each -> Instant.ofEpochMilli(each.timestamp())));
        Duration longest = onTopics.isEmpty() ? LIMIT : Duration.ZERO;
        for (DeadLetter each : onTopics) {
            Instant moment = moments.get(each.place());
            if (moment != null) {
                Duration taken = Duration.between(moment, Instant.parse(each.time()));
                longest = taken.compareTo(longest) > 0 ? taken : longest;
            }
        }
        return longest;
    }

    private static List<ProducerRecord<byte[], byte[]>> poison(String topic, String ticket) {
        String type = TYPES.getOrDefault(topic, "");
        ProducerRecord<byte[], byte[]> withoutType = item(topic, ticket, type, "{}");
        withoutType.headers().remove("ce_type");
        byte[] noText = {(byte) 0xff, (byte) 0xfe, 0};
        return List.of(
                item(topic, ticket, type, "this is no JSON"),
                withoutType,
                item(topic, ticket, type, "{}"),
                item(topic, ticket, type, "{\"ticket\":5,\"conversation\":[],\"message\":\"?\",\"rating\":{}}"),
                StrangeEvent.of(topic, null, ticket, type, noText),
                item(topic, ticket, type, "{\"much\":\"" + "x".repeat(LARGE) + "\"}"));
    }

    private static ProducerRecord<byte[], byte[]> item(String topic, String ticket, String type, String data) {
        return StrangeEvent.of(topic, null, ticket, type, data.getBytes(StandardCharsets.UTF_8));
    }
}
