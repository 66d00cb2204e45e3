package com.smipay.support.servers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresAddressTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://me:secret@db:6432, db:6432, me, secret",
        "postgres://me:p%40ss@db, db:5432, me, p@ss",
        "postgresql://db/postgres, db:5432, postgres, ''",
        "jdbc:postgresql://db:5433/postgres?user=me&password=secret, db:5433, me, secret",
        "postgresql://127.0.0.1:5432?user=me, 127.0.0.1:5432, me, ''"
    })
    void theUsualFormsAreRead(String url, String host, String username, String password) {
        PostgresAddress address = PostgresAddress.parse(url);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.username()).isEqualTo(username);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address.jdbcUrl("ticket")).isEqualTo("jdbc:postgresql://" + host + "/ticket");
        assertThat(address.display()).isEqualTo("postgresql://" + host);
    }

    @Test
    void otherParametersOfTheConnectionStay() {
        assertThat(PostgresAddress.parse("postgresql://db/?sslmode=require&user=me&connectTimeout=5")
                        .jdbcUrl("rating"))
                .isEqualTo("jdbc:postgresql://db:5432/rating?connectTimeout=5&sslmode=require");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://me:secret@db", "db:5432", "postgresql://me:sec ret@db", ""})
    void anythingElseIsRefusedWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected postgresql://")
                .hasMessageNotContaining("sec");
    }
}
