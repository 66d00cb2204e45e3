package com.smipay.support.faults.experiment;

import static com.smipay.support.local.home.Services.MESSAGING;
import static com.smipay.support.local.home.Services.RATING;
import static com.smipay.support.local.home.Services.REALTIME;
import static com.smipay.support.local.home.Services.TICKET;

import com.smipay.support.faults.experiment.Experiment.Body;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every experiment, in the order in which they run.
public final class Catalogue {
    public static final Map<String, String> TWO_OF_EACH = Map.of(
            "SUPPORT_TICKET_INSTANCES", "2",
            "SUPPORT_MESSAGING_INSTANCES", "2",
            "SUPPORT_RATING_INSTANCES", "2");

    private static final String ROLLING_UPGRADE = "rolling-upgrade";

    /// They put a database back, or have a stack of their own.
    private static final Set<String> ALONE =
            Set.of("restore", "erasure", "full-disk", "strangers-address", "pgbouncer", ROLLING_UPGRADE);

    private Catalogue() {}

    /// Those that can be done again and again, in any order, on one stack that has two replicas of every service.
    public static List<Experiment> onTwoOfEach() {
        return all().stream().filter(each -> !ALONE.contains(each.name())).toList();
    }

    public static List<Experiment> all() {
        return List.of(
                kill(TICKET),
                kill(MESSAGING),
                kill(RATING),
                kill(REALTIME),
                usual(
                        "chats",
                        "kill -9 of each service in turn, while chats are claimed, handed over and made into tickets",
                        Kills::liveChats),
                usual("relay-crash", "kill -9 of the relay between publishing a batch and deleting it", Kills::relay),
                usual(
                        "broker-away",
                        "kill -9 of the broker, and again whenever it comes back",
                        EventTroubles::brokerAway),
                usual("broker-hangs", "SIGSTOP of the broker", EventTroubles::brokerHangs),
                usual("kill-postgres", "kill -9 of PostgreSQL, and its restart", Kills::postgres),
                usual(
                        "failover",
                        "every connection that is open turns read-only, new ones are writable",
                        Kills::failover),
                usual(
                        "cold-copies",
                        "kill -9 of messaging, a ticket resolved at once, then read and written in as soon as anything"
                                + " answers",
                        ColdCopies::run),
                usual(
                        "replay",
                        "every topic from the start: offsets set back, and every record published again",
                        EventTroubles::replay),
                usual(
                        "copies",
                        "doubled events, and older ones behind newer ones, put into the topics under load",
                        EventTroubles::copies),
                usual(
                        "poison",
                        "records of six kinds that can never be applied, while other tickets flow",
                        Poison::run),
                usual(
                        "stalled-socket",
                        "a client that stops reading while thousands of large events come",
                        Crowds::stalledSocket),
                usual("herd", "thousands of clients reconnecting at once", Crowds::herd),
                usual("cuts", "lines of phones cut for 0.1 to 30 s, then join and missed", Crowds::cuts),
                usual("overload", "five times as many messages as the stack can take", Crowds::overload),
                kill("gateway"),
                usual(
                        "restore",
                        "each service's database put back to a dump, among ten thousand tickets, with people before and after",
                        Restore::run),
                usual(
                        "erasure",
                        "a person is erased while everybody else talks and the services that do it are killed",
                        Erasure::run),
                usual("full-disk", "the disk of PostgreSQL is full for a while", FullDisk::run),
                new Experiment(
                        "strangers-address",
                        "Kafka's address answers HTTP",
                        StrangersAddress::settings,
                        StrangersAddress::run),
                replicated("takeover", "kill -9 of the replica that relays, in the middle of a batch", Kills::takeover),
                replicated(
                        "frozen-replica",
                        "SIGSTOP of a messaging replica while it holds a ticket's row",
                        FrozenReplica::run),
                rolling(TICKET),
                rolling(MESSAGING),
                rolling(RATING),
                rolling(REALTIME),
                new Experiment(
                        "pgbouncer",
                        "PgBouncer in transaction mode killed, cut off and paused, and a replica behind it killed",
                        BehindPgBouncer::settings,
                        BehindPgBouncer::run),
                new Experiment(
                        ROLLING_UPGRADE,
                        "every replica replaced by one of the next version, by one of the version before, and again,"
                                + " under load",
                        RollingUpgrade::settings,
                        RollingUpgrade::run));
    }

    /// Those that can be run as this program was started: one needs the version before.
    public static List<Experiment> possible() {
        return all().stream()
                .filter(each -> RollingUpgrade.isPossible() || !each.name().equals(ROLLING_UPGRADE))
                .toList();
    }

    private static Experiment kill(String process) {
        return usual(
                "kill-" + process.replace("-service", ""),
                "kill -9 of " + process + " at random moments under load",
                lab -> Kills.process(lab, process));
    }

    private static Experiment rolling(String service) {
        return replicated(
                "rolling-" + service.replace("-service", ""),
                "rolling restart of both replicas of " + service + " under load",
                lab -> Kills.rolling(lab, service));
    }

    private static Experiment usual(String name, String what, Body body) {
        return new Experiment(name, what, Map::of, body);
    }

    /// On a stack with two replicas of every service.
    private static Experiment replicated(String name, String what, Body body) {
        return new Experiment(name, what, () -> TWO_OF_EACH, body);
    }
}
