package com.smipay.support.kit.outbox;

import com.smipay.support.kit.kafka.TopicPlan;
import java.time.Duration;

/// How the relay goes about its work.
///
/// @param batch rows published in one transaction at the most
/// @param poll how long rows of another replica, or of a crashed process, may lie before this one looks
/// @param gather how long new rows are gathered after a large batch that others arrived behind: many at once are worth
///     a wait, a few are not, and when idle nothing waits
/// @param grace how long a stopping relay may take to publish what is there
/// @param delivery how long the broker may take to acknowledge a record before it counts as away; more than its request
///     timeout of three seconds
/// @param untilTooOld after which the broker surely takes a record no more, by how old it says that it is
///     ([TopicPlan#OLDEST_EVENT]); nothing where its topics do not ask
public record RelaySettings(
        int batch, Duration poll, Gather gather, Duration grace, Duration delivery, Duration untilTooOld) {
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    /// Two lengths of wait: under a load that fills the machine, half as many rounds through the database and the
    /// broker leave more of it to everybody.
    ///
    /// @param large rows of a batch that are worth the short wait
    /// @param huge rows of a batch that are worth the long one
    public record Gather(int large, Duration brief, int huge, Duration lengthy) {
        Duration after(int rows) {
            if (rows >= huge) {
                return lengthy;
            }
            return rows >= large ? brief : Duration.ZERO;
        }
    }

    public static RelaySettings standard() {
        return new RelaySettings(
                500,
                Duration.ofSeconds(1),
                new Gather(3, Duration.ofMillis(5), 12, Duration.ofMillis(20)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                TopicPlan.OLDEST_EVENT.plus(CLOCKS_DIFFER));
    }

    /// How long one turn may take: more than a publisher needs to give up.
    Duration longestTurn() {
        return delivery.multipliedBy(2);
    }
}
