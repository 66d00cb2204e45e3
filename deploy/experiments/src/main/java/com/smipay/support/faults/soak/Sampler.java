package com.smipay.support.faults.soak;

import static com.smipay.support.faults.soak.Series.WITH_USE;

import com.smipay.support.faults.recorder.Finding;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.local.outside.ProcessStatus;
import com.smipay.support.local.topic.ConsumerGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks at a stack now and then. For one thread; what is away at the moment of a look is not in it.
final class Sampler {
    private static final double KILO = 1024;
    private static final double MEGABYTES = 40;
    private static final double HANDLES = 20;
    private static final double RECORDS = 1_000;

    private static final String SIZES = """
            select coalesce(sum(pg_table_size(oid)), 0) as tables, coalesce(sum(pg_indexes_size(oid)), 0) as indexes
            from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace
            """;

    private static final String CONNECTIONS =
            "select count(*) from pg_stat_activity where datname = current_database()";

    private final OwnStack stack;
    private final long began = System.nanoTime();
    private final Map<String, Series> series = new LinkedHashMap<>();

    private volatile Finding all = Finding.NOTHING;

    Sampler(OwnStack stack) {
        this.stack = stack;
    }

    List<Series> series() {
        return new ArrayList<>(series.values());
    }

    /// Judgements of a trouble that is over. For one other thread.
    void note(Finding finding) {
        all = all.plus(finding);
    }

    /// Of all troubles so far.
    Finding all() {
        return all;
    }

    void look() {
        Duration at = Duration.ofNanos(System.nanoTime() - began);
        Finding now = all;
        add("acknowledged", WITH_USE, at, now.acknowledged());
        add("missing", WITH_USE, at, now.missing());
        add("duplicates", WITH_USE, at, now.duplicates());
        add("out of order", WITH_USE, at, now.outOfOrder());
        processes(at);
        for (String database : Services.DATABASES) {
            database(database, at);
        }
        lag(at);
    }

    private void processes(Duration at) {
        Map<String, List<ProcessHandle>> processes;
        try {
            processes = stack.processes();
        } catch (UncheckedIOException e) {
            return;
        }
        processes.forEach((name, handles) -> {
            ProcessHandle process = handles.getFirst();
            try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
                add(name + ", memory MB", MEGABYTES, at, ProcessStatus.number(process, "VmRSS") / KILO);
                add(name + ", threads", HANDLES, at, ProcessStatus.number(process, "Threads"));
                add(name + ", open files", HANDLES, at, open.count());
            } catch (IOException | UncheckedIOException e) {
                // It has just ended, as it was meant to.
                return;
            }
        });
    }

    private void database(String name, Duration at) {
        try {
            stack.database(name).read(SIZES, row -> {
                add(name + " database, tables MB", WITH_USE, at, row.getDouble("tables") / KILO / KILO);
                add(name + " database, indexes MB", WITH_USE, at, row.getDouble("indexes") / KILO / KILO);
                return name;
            });
            add(
                    name + " database, connections",
                    HANDLES,
                    at,
                    stack.database(name).number(CONNECTIONS));
            add(name + " outbox, rows", RECORDS, at, stack.database(name).number("select count(*) from outbox"));
        } catch (RuntimeException e) {
            // The database is away, as it was meant to be.
            return;
        }
    }

    private void lag(Duration at) {
        try (ConsumerGroups groups = new ConsumerGroups(stack.kafka())) {
            groups.lags().forEach((group, behind) -> add(group + ", records behind", RECORDS, at, behind));
        } catch (RuntimeException e) {
            // The broker is away, as it was meant to be.
            return;
        }
    }

    private void add(String name, double alarm, Duration at, long value) {
        add(name, alarm, at, (double) value);
    }

    private void add(String name, double alarm, Duration at, double value) {
        series.computeIfAbsent(name, each -> new Series(each, alarm)).add(at, value);
    }
}
