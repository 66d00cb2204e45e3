package com.smipay.support.local.outside;

import com.smipay.support.local.home.Services;
import com.smipay.support.local.topic.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Wherever a word stands that nobody else has said: in topics, databases and logs.
public record WordSearch(StackView stack) {
    /// One question for all columns: a search with a connection for each would take seconds.
    private static final String SEARCHES = """
            select string_agg(
                format('select %L where exists (select from %I where %I::text like ''%%'' || $1 || ''%%'')',
                       c.table_name || '.' || c.column_name, c.table_name, c.column_name),
                ' union all ')
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
            """;

    /// The topics with a record that has it in key, value or header.
    public Set<String> topics(String word) {
        Set<String> topics = new TreeSet<>();
        read(found -> {
            if (text(found).contains(word)) {
                topics.add(found.topic());
            }
        });
        return topics;
    }

    /// The topics with a key whose newest record has it: what compaction leaves.
    public Set<String> compactedTopics(String word) {
        Map<List<String>, Boolean> newest = new HashMap<>();
        read(found -> newest.put(
                List.of(found.topic(), text(found.key())),
                found.value() != null && text(found).contains(word)));
        return newest.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(key -> key.getKey().getFirst())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void read(Consumer<ConsumerRecord<byte[], byte[]>> look) {
        TopicReader reader = new TopicReader(stack.kafka());
        reader.read(Map.of(), reader.names(), look);
    }

    private static String text(ConsumerRecord<byte[], byte[]> found) {
        StringBuilder text = new StringBuilder(text(found.key())).append(text(found.value()));
        found.headers().forEach(header -> text.append(header.key()).append(text(header.value())));
        return text.toString();
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /// The columns of a service's database that have it anywhere, as `table.column`.
    public Set<String> columns(String database, String word) {
        Database there = stack.database(database);
        return new TreeSet<>(there.texts(there.text(SEARCHES).replace("$1", "'" + word + "'")));
    }

    /// Of all databases, as `database.table.column`.
    public Set<String> columns(String word) {
        return Services.DATABASES.stream()
                .flatMap(database -> columns(database, word).stream().map(column -> database + "." + column))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The log files that have it.
    public Set<String> logs(String word) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(stack.logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                    found.add(String.valueOf(file.getFileName()));
                }
            }
        }
        return found;
    }
}
