package com.smipay.support.contracts.event;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// What topics and consumer groups are called on a cluster. Inside the product a topic has one name, that of [Topics],
/// and a group that of its service. A cluster that other teams use too gives each team a prefix. Only what speaks to
/// Kafka puts it before that name: what a service keeps, such as its outbox, says nothing of the cluster (ADR 0062).
///
/// @param topicPrefix before every topic that the product reads or writes, those of other systems and the dead-letter
///     topics among them; empty where there is none
/// @param groupPrefix before every consumer group
public record KafkaNames(String topicPrefix, String groupPrefix) {
    /// What a prefix may be, in words: of an error, behind the name of the setting.
    public static final String FORM;

    private static final int LONGEST_TOPIC = 249;
    private static final Pattern PREFIX;

    static {
        // With the longest name behind it, it is still one that Kafka takes.
        int longest = LONGEST_TOPIC
                - Topics.COPIED.stream()
                        .map(Topics::deadLetterTopicOf)
                        .mapToInt(String::length)
                        .max()
                        .orElseThrow();
        FORM = "at most " + longest + " of the characters that Kafka's names have: a-z, A-Z, 0-9, '.', '_' and '-'";
        PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0," + longest + "}");
    }

    /// Of a cluster that is the product's own.
    public static final KafkaNames PLAIN = new KafkaNames("", "");

    /// @throws IllegalArgumentException for a prefix that is none
    public KafkaNames {
        if (!isPrefix(topicPrefix) || !isPrefix(groupPrefix)) {
            throw new IllegalArgumentException("A prefix is " + FORM);
        }
    }

    /// Whether it is what [#FORM] says.
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /// @param name as the product calls it
    public String topic(String name) {
        return topicPrefix + name;
    }

    /// @param names as the product calls them
    public List<String> topics(Collection<String> names) {
        return names.stream().map(this::topic).toList();
    }

    /// @param name as the product calls it
    public String group(String name) {
        return groupPrefix + name;
    }
}
