package com.smipay.support.faults.experiment;

import com.smipay.support.faults.load.Traffic;
import com.smipay.support.faults.load.Verdict;
import com.smipay.support.faults.recorder.Conversation.Taken;
import com.smipay.support.faults.report.Outcome;
import com.smipay.support.faults.stack.Copies;
import com.smipay.support.faults.stack.DatabaseDump;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.home.StackState.Phase;
import com.smipay.support.local.outside.Database;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The database of each service in turn is put back to a dump that was taken a while before, as the runbook says it
/// (ADR 0055). Recovery: from `deploy/restored` until every copy is exact.
final class Restore {
    private static final Duration PROMISED = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int TICKETS = 10_000;

    /// They were opened long ago, and are told by what tells states again after a restore.
    private static final String SEED = """
            with opened as (
                insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, subject, support_type,
                                    status, priority, created_at, updated_at, conversation_revision, last_seq,
                                    message_count, newest_seq, newest_preview, newest_is_from_user, newest_at, read_seq)
                select gen_random_uuid(), 'SMI-2020-' || lpad(n::text, 6, '0'), 1, 1, 'u-' || n, n || '@x.example',
                       'Subject ' || n, 'OTHER', 'closed', 'low', at, at, 1, 1, 1, 1, 'Words', true, at, 0
                from generate_series(1, ?) as n
                cross join lateral (select timestamptz '2020-01-01' + n * interval '1 second' as at) as made
                returning id, email, ticket_number
            ), origin as (
                insert into ticket_origin (ticket_id, first_message_id, description, number_key, email_key, search_text,
                                           folded)
                select id, gen_random_uuid(), 'Words', lower(ticket_number), email, email, true from opened
            )
            insert into to_restate (id) select id from opened
            """;

    private static final String NUMBERS_TWICE = """
            select ticket_number from conversation where chat_version is null group by 1 having count(*) > 1
            """;

    private Restore() {}

    static Outcome run(Lab lab) throws IOException {
        OwnStack stack = lab.stack();
        List<String> broken = new ArrayList<>();
        List<Duration> recoveries = new ArrayList<>();
        int tickets = lab.isShort() ? TICKETS / 50 : TICKETS;
        seed(stack, tickets);
        Map<String, String> said = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (String service : Services.WITH_DATABASE) {
            long lost = goBack(lab, service, said, recoveries, broken);
            try (Traffic after = lab.people()) {
                lab.letGo(Duration.ofSeconds(2), Duration.ofSeconds(4));
                after.stop();
                verdicts.add(after.verdict());
                remember(after, said);
            }
            if (!verdicts.getLast().isClean()) {
                broken.add("After the restore of " + service + ": " + verdicts.getLast());
            }
            broken.addAll(misplaced(stack, said));
            if (lost == 0) {
                broken.add("Nothing was decided after the dump of " + service + ": nothing was shown");
            }
        }
        Outcome outcome = Outcome.of(
                lab.experiment(),
                tickets + " tickets, 3 restores",
                verdicts.getLast().finding(),
                recoveries,
                verdicts.getLast().broken());
        broken.forEach(words -> outcome.expect(false, words));
        return outcome;
    }

    /// @return how many events the service published between dump and restore
    private static long goBack(
            Lab lab, String service, Map<String, String> said, List<Duration> recoveries, List<String> broken)
            throws IOException {
        OwnStack stack = lab.stack();
        Database database = stack.database(Services.database(service).orElseThrow());
        DatabaseDump dump;
        long lost;
        try (Traffic before = lab.people()) {
            lab.letGo(Duration.ofSeconds(2), Duration.ofSeconds(4));
            dump = DatabaseDump.of(database);
            long published = decided(database);
            lab.letGo(Duration.ofSeconds(4), Duration.ofSeconds(6));
            before.stop();
            lost = decided(database) - published;
            remember(before, said);
        }
        stack.command("restored", "--stop", service);
        dump.restore();
        stack.command("restored", service);
        long began = System.nanoTime();
        Copies copies = new Copies(stack);
        boolean[] exact = {false};
        Waiting.until(LIMIT, STEP, () -> {
            exact[0] = stack.part(service).recorded().phase() == Phase.RUNNING
                    && copies.differences().isEmpty();
            return exact[0];
        });
        Duration recovery = Lab.since(began);
        recoveries.add(recovery);
        if (!exact[0]) {
            broken.add("After the restore of " + service + " copies differ: " + copies.differences());
        } else if (recovery.compareTo(PROMISED) > 0) {
            broken.add("After the restore of " + service + " copies were exact after " + recovery.toSeconds() + " s");
        }
        // What was said about tickets that are lost: it was read again, and has nowhere to go.
        stack.command("dlq", "drop", "--all");
        return lost;
    }

    private static long decided(Database database) {
        return Long.parseLong(database.text(
                "select coalesce(last_value, 0) from pg_sequences where sequencename = 'outbox_position_seq'"));
    }

    private static void remember(Traffic traffic, Map<String, String> said) {
        for (Taken taken : traffic.journal().taken()) {
            said.put(taken.id(), taken.ticket());
        }
    }

    /// What stands in a conversation that it was not said in, and numbers that name two.
    private static List<String> misplaced(OwnStack stack, Map<String, String> said) {
        List<String> words = new ArrayList<>();
        stack
                .database("messaging")
                .read(
                        "select id::text, ticket_id::text from message",
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .filter(stored ->
                        said.containsKey(stored.getKey()) && !stored.getValue().equals(said.get(stored.getKey())))
                .forEach(stored ->
                        words.add("A message of " + said.get(stored.getKey()) + " stands in " + stored.getValue()));
        stack.database("messaging").texts(NUMBERS_TWICE).forEach(number -> words.add(number + " was given twice"));
        return words;
    }

    private static void seed(OwnStack stack, int tickets) throws IOException {
        try (Connection connection = stack.database("ticket").open();
                PreparedStatement seed = connection.prepareStatement(SEED)) {
            seed.setInt(1, tickets);
            seed.executeUpdate();
        } catch (SQLException e) {
            throw new IOException("No tickets: " + e.getMessage(), e);
        }
        if (!Waiting.until(LIMIT, STEP, () -> new Copies(stack).differences().isEmpty())) {
            throw new IOException("The copies never knew the tickets: " + new Copies(stack).differences());
        }
    }
}
