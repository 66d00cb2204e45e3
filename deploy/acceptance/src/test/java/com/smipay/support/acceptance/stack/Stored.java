package com.smipay.support.acceptance.stack;

import com.smipay.support.local.home.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Where the stack keeps things: what stands in its topics and databases, for tests that look for what must not be
/// there.
public final class Stored {
    private static final Duration POLL = Duration.ofMillis(200);

    private Stored() {}

    /// The names of all topics with a record, header or key that holds this word, up to now.
    public static Set<String> topicsWith(String word) {
        Set<String> found = new TreeSet<>();
        read(record -> {
            if (text(record).contains(word)) {
                found.add(record.topic());
            }
        });
        return found;
    }

    /// The names of all topics with a key whose newest record holds this word: what compaction leaves.
    public static Set<String> keysTelling(String word) {
        Map<String, String> newest = new HashMap<>();
        read(record ->
                newest.put(record.topic() + "\t" + text(record.key()), record.value() == null ? "" : text(record)));
        return newest.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(entry -> entry.getKey().substring(0, entry.getKey().indexOf('\t')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void read(Consumer<ConsumerRecord<byte[], byte[]>> look) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", LocalStack.running().kafka());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(look);
            }
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(text(record.key())).append(text(record.value()));
        record.headers().forEach(header -> text.append(header.key()).append(text(header.value())));
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// The columns of a service's database, as `table.column`, that hold this word anywhere.
    ///
    /// @param database `ticket`, `messaging` or `rating`
    public static Set<String> columnsWith(String database, String word) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Connection connection = connect(database)) {
            for (String[] column : columns(connection)) {
                String sql = "select exists(select from \"%s\" where \"%s\"::text like '%%%s%%')"
                        .formatted(column[0], column[1], word);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    if (row.getBoolean(1)) {
                        found.add(column[0] + "." + column[1]);
                    }
                }
            }
        }
        return found;
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        List<String[]> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select c.table_name, c.column_name
                        from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                        """)) {
            while (rows.next()) {
                columns.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        return columns;
    }

    private static Connection connect(String database) throws SQLException {
        LocalStack stack = LocalStack.running();
        Properties login = new Properties();
        login.setProperty("user", "support");
        login.setProperty("password", stack.secret(Secret.POSTGRES_PASSWORD));
        return DriverManager.getConnection("jdbc:" + stack.internalUrl("postgres") + "/" + database, login);
    }

    /// A page of an internal listener that asks for no credential.
    public static String page(URI address) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
