package com.smipay.support.realtime.replica;

import com.fasterxml.jackson.core.JacksonException;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.peer.PeerAnswer;
import com.smipay.support.kit.peer.PeerClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the messaging service, which keeps a copy of the people, whether an agent is gone. Blocks within the bounds
/// of the client below; never throws. Safe for all threads but event loops.
public final class AgentInquiry {
    private static final Logger LOG = LoggerFactory.getLogger(AgentInquiry.class);
    private static final String PATH = "/internal/agents/";

    private final PeerClient messaging;

    public AgentInquiry(PeerClient messaging) {
        this.messaging = messaging;
    }

    private record Agent(@Nullable Boolean revoked) {}

    /// Empty while nobody can tell.
    Optional<Boolean> isGone(String userId) {
        // A space is no plus in a path.
        String segment = URLEncoder.encode(userId, StandardCharsets.UTF_8).replace("+", "%20");
        return switch (messaging.get(PATH + segment)) {
            case PeerAnswer.Answered answered -> read(answered);
            case PeerAnswer.Away away -> Optional.empty();
        };
    }

    private static Optional<Boolean> read(PeerAnswer.Answered answered) {
        try {
            if (answered.isSuccess()) {
                Agent agent = Json.mapper().readValue(answered.body(), Agent.class);
                return Optional.ofNullable(agent.revoked());
            }
            LOG.warn("The messaging service answered {} about an agent", answered.status());
        } catch (JacksonException e) {
            LOG.warn("The messaging service answered about an agent with something else than agreed");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't fail to be read", e);
        }
        return Optional.empty();
    }
}
