package com.smipay.support.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.JsonRows;
import com.smipay.support.kit.db.NamedSql;
import com.smipay.support.local.outside.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What pgbench would do with a script of the product's own statements: everything that one `add-message` causes in the
/// databases, over plain JDBC, with nothing else. Each client writes message and event, and tells the ticket's
/// database; beside the clients one thread empties the outbox in batches, as the relay does. The service remembers the
/// ticket that a client wrote to before, and what Kafka brings again costs no statement, so there is none for either
/// here.
final class Statements implements AutoCloseable {
    private static final String STORE = "com.smipay.support.messaging.store.";
    private static final String OUTBOX = "com.smipay.support.kit.outbox.OutboxRow";
    private static final int BATCH = 500;

    /// More than a conversation gets here.
    private static final int MOST_MESSAGES = Integer.MAX_VALUE;

    private static final Duration GATHER = Duration.ofMillis(5);

    private final NamedStatement post;
    private final NamedStatement take;
    private final NamedStatement relayed;

    private final Database messaging;
    private final Database ticket;
    private final List<Target> targets;
    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private record Target(String id, long version, String user) {}

    /// @param messaging and ticket are databases that nobody else uses
    Statements(Database messaging, Database ticket, int clientCount, int tickets) throws Exception {
        this.post = NamedStatement.of(STORE + "Posting", "MESSAGE");
        this.take = NamedStatement.of("com.smipay.support.ticket.store.ConversationReplica", "TAKE");
        this.relayed = NamedStatement.of(OUTBOX, "TAKE");
        this.messaging = messaging;
        this.ticket = ticket;
        this.targets =
                messaging.read("""
                select ticket_id, ticket_version, owner_user_id from conversation
                where owner_user_id is not null order by ticket_number desc limit ?
                """, row -> new Target(row.getString(1), row.getLong(2), row.getString(3)), tickets);
        for (int i = 0; i < clientCount; i++) {
            clients.add(new Client());
        }
    }

    /// @return messages per second
    double run(Duration time) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Future<?> relay = threads.submit(() -> relay(over));
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<Future<Long>> working = new ArrayList<>();
        for (Client client : clients) {
            working.add(threads.submit(() -> client.work(end)));
        }
        long done = 0;
        for (Future<Long> client : working) {
            done += client.get();
        }
        double rate = done / ((System.nanoTime() - begun) / 1e9);
        over.set(true);
        relay.get();
        return rate;
    }

    private final class Client implements AutoCloseable {
        private final Connection messages;
        private final Connection tickets;
        private final PreparedStatement posting;
        private final PreparedStatement taking;

        Client() throws SQLException {
            messages = messaging.open();
            tickets = ticket.open();
            posting = post.prepare(messages);
            taking = take.prepare(tickets);
        }

        long work(long end) throws Exception {
            long done = 0;
            while (System.nanoTime() < end) {
                Target target = targets.get(ThreadLocalRandom.current().nextInt(targets.size()));
                post.bind(posting, message(target));
                Map<String, @Nullable Object> facts = facts(one(posting));
                take.bind(taking, facts);
                one(taking);
                done++;
            }
            return done;
        }

        /// @return the last column of the one row
        private String one(PreparedStatement statement) throws SQLException {
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("The statement found nothing: " + statement);
                }
                return String.valueOf(rows.getString(rows.getMetaData().getColumnCount()));
            }
        }

        @Override
        public void close() throws SQLException {
            messages.close();
            tickets.close();
        }
    }

    private static Map<String, @Nullable Object> message(Target target) {
        String text = "Any news? The bank says that it is not with them.";
        return oneRow("""
                {"ticket_id":"%1$s","ticket_version":%2$d,"owner_user_id":"%3$s","event_id":"%4$s","request_id":"%5$s","id":"%5$s",
                 "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","message":"%6$s","preview":"%6$s",
                 "is_from_user":true,"is_internal":false,"sender_id":"%3$s","sender_name":"User Number",
                 "sender_email":"user@example.com","claimant":null,"claimed_by":null}
                """.formatted(
                        target.id(), target.version(), target.user(), UUID.randomUUID(), UUID.randomUUID(), text));
    }

    /// One row, as one client's script would have it.
    private static Map<String, @Nullable Object> oneRow(String told) {
        return Map.of("told", "[" + told + "]", "most", JsonRows.most(), "most_messages", MOST_MESSAGES);
    }

    private static Map<String, @Nullable Object> facts(String event) throws Exception {
        JsonNode state = Json.mapper().readTree(event).path("conversation");
        JsonNode newest = state.path("newest");
        return oneRow("""
                {"id":%s,"revision":%s,"seq":%s,"message_count":%s,"read_seq":%s,"newest_seq":%s,"newest_preview":%s,
                 "newest_at":%s,"newest_is_from_user":true,"first_response_at":null,"last_response_at":null}
                """.formatted(
                        state.path("ticket_id"),
                        state.path("revision"),
                        state.path("seq"),
                        state.path("visible_count"),
                        state.path("read_seq"),
                        newest.path("seq"),
                        newest.path("preview"),
                        newest.path("created_at")));
    }

    private Void relay(AtomicBoolean over) throws Exception {
        try (Connection connection = messaging.open()) {
            connection.setAutoCommit(false);
            PreparedStatement relaying = relayed.prepare(connection);
            while (!over.get()) {
                relayed.bind(relaying, Map.of("longest", "30000ms", "batch", BATCH));
                relaying.executeQuery().close();
                connection.commit();
                TimeUnit.NANOSECONDS.sleep(GATHER.toNanos());
            }
        }
        return null;
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
        for (Client client : clients) {
            client.close();
        }
    }

    /// A statement of the product, with its `:names`, for plain JDBC.
    private record NamedStatement(NamedSql text) {
        /// The text of a constant of the product's own class, so that what is measured is what the product runs.
        static NamedStatement of(String className, String constant) throws ReflectiveOperationException {
            var field = Class.forName(className).getDeclaredField(constant);
            field.setAccessible(true);
            return new NamedStatement(NamedSql.of((String) field.get(null)));
        }

        PreparedStatement prepare(Connection connection) throws SQLException {
            return connection.prepareStatement(text.sql());
        }

        /// @throws IllegalArgumentException where a name has no value: the product's statement is not the one that was
        ///     known here
        void bind(PreparedStatement statement, Map<String, ? extends @Nullable Object> values) throws SQLException {
            int place = 1;
            for (Object value : text.values(values)) {
                switch (value) {
                    case null -> statement.setNull(place, Types.NULL);
                    case UUID id -> statement.setString(place, id.toString());
                    case Instant instant -> statement.setObject(place, instant.atOffset(ZoneOffset.UTC));
                    default -> statement.setObject(place, value);
                }
                place++;
            }
        }
    }
}
