package com.smipay.support.local.restore;

import com.smipay.support.contracts.event.Topics;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.local.topic.TopicReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The greatest ticket number of each year that was ever published: the topic of tickets keeps the newest event of each
/// for good, so it knows numbers that a restored database has forgotten.
public final class GivenNumbers {
    private static final Pattern NUMBER = Pattern.compile(".*-([0-9]{4})-([0-9]{1,18})");

    private final Map<String, Long> greatest = new TreeMap<>();

    /// Reads the whole topic.
    public static Map<String, Long> of(BrokerAddress broker) {
        GivenNumbers numbers = new GivenNumbers();
        new TopicReader(broker)
                .read(Map.of(), List.of(broker.names().topic(Topics.TICKETS)), found -> numbers.add(found.value()));
        return Map.copyOf(numbers.greatest);
    }

    /// What tells of no ticket gives no number: bytes that nobody can read are dead-lettered by the services.
    void add(byte @Nullable [] event) {
        Matcher parts = NUMBER.matcher(event == null ? "" : number(event));
        if (parts.matches()) {
            greatest.merge(parts.group(1), Long.parseLong(parts.group(2)), Math::max);
        }
    }

    private static String number(byte[] event) {
        try {
            return Json.mapper().readTree(event).at("/ticket/ticket_number").asText();
        } catch (IOException e) {
            return "";
        }
    }

    Map<String, Long> greatest() {
        return Map.copyOf(greatest);
    }
}
