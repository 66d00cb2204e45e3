package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.peer.PeerAnswer;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages and notes as messaging shows them to admins.
///
/// @param messages a list, oldest first
/// @param total of the whole conversation
/// @param hasMore whether others stand before these
record MessagePage(JsonNode messages, long total, boolean hasMore) {
    private static final Logger LOG = LoggerFactory.getLogger(MessagePage.class);

    /// @throws UnavailableException for what is no page
    static MessagePage read(PeerAnswer.Answered answered) {
        JsonNode answer = tree(answered);
        JsonNode messages = answer.path("messages");
        if (!messages.isArray()) {
            throw new UnavailableException("Messaging answered what is no page of messages");
        }
        // An older peer sends all that there are, and says no more.
        return new MessagePage(
                messages,
                answer.path("total_messages").asLong(messages.size()),
                answer.path("has_more").asBoolean());
    }

    private static JsonNode tree(PeerAnswer.Answered answered) {
        try {
            return Json.mapper().readTree(answered.body());
        } catch (IOException e) {
            LOG.error("Messaging answered {} with what is no JSON", answered.status());
            throw new UnavailableException("Messaging answered what is no page of messages");
        }
    }
}
