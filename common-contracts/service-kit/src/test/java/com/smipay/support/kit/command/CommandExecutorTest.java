package com.smipay.support.kit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.db.DatabaseSettings;
import com.smipay.support.kit.db.Migrations;
import com.smipay.support.kit.db.RowTurns;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.db.UnitOfWork;
import com.smipay.support.testkit.TestDatabase;
import com.smipay.support.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is committed is published, and nothing else, on real PostgreSQL.
@Timeout(60)
final class CommandExecutorTest {
    private final TestDatabase sql = TestPostgres.freshDatabase("command", fresh -> {
        try (Database database = open(fresh)) {
            Migrations.apply(database);
        }
        fresh.execute("create table effect (id bigint generated always as identity)");
    });
    private final List<String> published = new ArrayList<>();
    private final EventEnvelope event =
            new EventEnvelope(UUID.randomUUID(), "ticket.opened", "/test", "t-1", Instant.EPOCH, null, null, "{}");
    private Database database;
    private CommandExecutor commands;
    private RowTurns turns;

    @BeforeEach
    void start() {
        database = open(sql);
        turns = new RowTurns(Duration.ofSeconds(5), 2);
        commands = new CommandExecutor(
                new IdempotentExecutor(database),
                turns,
                told -> published.add(told.type() + " after " + sql.number("select count(*) from effect")));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private static Database open(TestDatabase sql) {
        return new Database(new DatabaseSettings(sql.url(), sql.username(), sql.password(), 4, Duration.ofSeconds(5)));
    }

    private static IdempotentRequest<Long> keyed() {
        return new IdempotentRequest<>(
                Optional.of(new IdempotencyKey("user:u-1", "/tickets", "key-1", "hash")), 201, id -> Map.of("id", id));
    }

    private Result<Long, String> effect(Statements statements) {
        long id = statements
                .queryOne("insert into effect default values returning id", Map.of(), row -> row.number("id"))
                .orElseThrow();
        return Result.accepted(id, event);
    }

    private Result<Long, String> refusal(Statements statements) {
        effect(statements);
        return Result.refused("not today");
    }

    @Test
    void itIsPublishedWhenItIsCommittedAndNotBefore() {
        commands.inTransaction("row", IdempotentRequest.unkeyed(), this::effect);

        assertThat(published).containsExactly("ticket.opened after 1");
    }

    @Test
    void aReplayPublishesNothing() {
        commands.inTransaction(keyed(), this::effect);
        published.clear();

        assertThat(commands.inTransaction(keyed(), this::effect))
                .isEqualTo(new Outcome.Replayed<Long, String>(201, "{\"id\":1}"));
        assertThat(published).isEmpty();
    }

    @Test
    void aRefusalPublishesNothingAndNothingOfItStays() {
        assertThat(commands.inTransaction("row", IdempotentRequest.unkeyed(), this::refusal))
                .isEqualTo(Outcome.refused("not today"));
        assertThat(published).isEmpty();
        assertThat(sql.number("select count(*) from effect")).isZero();
    }

    @Test
    void oneStatementIsATransactionOnlyWhereThereIsAKey() {
        UnitOfWork<Statements> unit = UnitOfWork.of(database, turns, "row");

        commands.execute(unit, IdempotentRequest.unkeyed(), statements -> {
            assertThat(statements).isSameAs(database);
            return effect(statements);
        });
        commands.execute(unit, keyed(), statements -> {
            assertThat(statements).isNotSameAs(database);
            return effect(statements);
        });

        assertThat(published).containsExactly("ticket.opened after 1", "ticket.opened after 2");
    }
}
