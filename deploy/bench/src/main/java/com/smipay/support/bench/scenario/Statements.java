package com.smipay.support.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.bench.load.NamedStatement;
import com.smipay.support.bench.stack.Databases;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.db.JsonRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
    private static final Duration GATHER = Duration.ofMillis(5);

    private final NamedStatement post;
    private final NamedStatement take;
    private final NamedStatement relayed;

    private final Databases databases;
    private final String messaging;
    private final String ticket;
    private final List<Target> targets = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private record Target(String id, long version, String user) {}

    /// @param messaging and ticket are databases that nobody else uses
    Statements(Databases databases, String messaging, String ticket, int clientCount, int tickets) throws Exception {
        this.post = NamedStatement.of(STORE + "Posting", "MESSAGE");
        this.take = NamedStatement.of("com.smipay.support.ticket.store.ConversationReplica", "TAKE");
        this.relayed = NamedStatement.of(OUTBOX, "TAKE");
        this.databases = databases;
        this.messaging = messaging;
        this.ticket = ticket;
        try (Connection connection = databases.open(messaging);
                ResultSet rows = connection.createStatement().executeQuery("""
                                select ticket_id, ticket_version, owner_user_id from conversation
                                where owner_user_id is not null order by ticket_number desc limit""" + " " + tickets)) {
            while (rows.next()) {
                targets.add(new Target(rows.getString(1), rows.getLong(2), rows.getString(3)));
            }
        }
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
            messages = databases.open(messaging);
            tickets = databases.open(ticket);
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
        UUID id = UUID.randomUUID();
        ObjectNode told = Json.mapper()
                .createObjectNode()
                .put("ticket_id", target.id())
                .put("ticket_version", target.version())
                .put("owner_user_id", target.user())
                .put("event_id", UUID.randomUUID().toString())
                .put("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .put("request_id", id.toString())
                .put("id", id.toString())
                .put("message", text)
                .put("is_from_user", true)
                .put("is_internal", false)
                .put("sender_id", target.user())
                .put("sender_name", "User Number")
                .put("sender_email", "user@example.com")
                .put("preview", text)
                .putNull("claimant")
                .putNull("claimed_by");
        return oneRow(told);
    }

    /// One row, as one client's script would have it.
    private static Map<String, @Nullable Object> oneRow(ObjectNode told) {
        return Map.of("told", "[" + told + "]", "most", JsonRows.most());
    }

    private static Map<String, @Nullable Object> facts(String event) throws Exception {
        JsonNode state = Json.mapper().readTree(event).path("conversation");
        JsonNode newest = state.path("newest");
        ObjectNode told = Json.mapper()
                .createObjectNode()
                .put("id", state.path("ticket_id").asText())
                .put("revision", state.path("revision").asLong())
                .put("seq", state.path("seq").asLong())
                .put("message_count", state.path("visible_count").asLong())
                .put("newest_seq", newest.path("seq").asLong())
                .put("newest_preview", newest.path("preview").asText())
                .put("newest_is_from_user", true)
                .put("newest_at", newest.path("created_at").asText())
                .putNull("first_response_at")
                .putNull("last_response_at")
                .put("read_seq", state.path("read_seq").asLong());
        return oneRow(told);
    }

    private Void relay(AtomicBoolean over) throws Exception {
        try (Connection connection = databases.open(messaging)) {
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
}
