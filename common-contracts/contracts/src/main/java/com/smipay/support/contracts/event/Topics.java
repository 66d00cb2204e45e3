package com.smipay.support.contracts.event;

import java.util.List;

/// The Kafka topics of the product, as it calls them everywhere but on a cluster ([KafkaNames]). Keys are ticket ids,
/// except in the identity topics (`decisions.md` 30).
public final class Topics {
    public static final String TICKETS = "support.tickets.v1";
    public static final String MESSAGES = "support.messages.v1";
    public static final String RATINGS = "support.ratings.v1";
    /// Bare records between realtime instances; kept for minutes only.
    public static final String TYPING = "support.typing.v1";

    public static final String IDENTITY_USERS = "identity.users.v1";
    public static final String IDENTITY_SESSIONS = "identity.registration-sessions.v1";

    /// The topics that carry CloudEvents.
    public static final List<String> EVENTS = List.of(TICKETS, MESSAGES, RATINGS);

    /// The topics that are read into copies. Each has a dead-letter topic.
    public static final List<String> COPIED = List.of(TICKETS, MESSAGES, RATINGS, IDENTITY_USERS, IDENTITY_SESSIONS);

    private static final String DEAD_LETTER_SUFFIX = ".dlq";

    private Topics() {}

    /// Where records of a topic that can never be applied are dead-lettered.
    public static String deadLetterTopicOf(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }

    /// The topic whose records are dead-lettered there.
    public static String sourceTopicOf(String deadLetterTopic) {
        return deadLetterTopic.substring(0, deadLetterTopic.length() - DEAD_LETTER_SUFFIX.length());
    }
}
