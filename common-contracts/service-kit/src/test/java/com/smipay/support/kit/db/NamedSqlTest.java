package com.smipay.support.kit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamedSqlTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 1                                      | select 1                                  | ``
            select :a                                     | select ?                                  | a
            where a = :a and b = :b_2 or a = :a           | where a = ? and b = ? or a = ?            | a b_2 a
            cast(:ids as uuid[])                          | cast(? as uuid[])                         | ids
            :a::text                                      | ?::text                                   | a
            select ':a', 'it''s :b', :c                   | select ':a', 'it''s :b', ?                | c
            select ":a" from t where x = :x               | select ":a" from t where x = ?            | x
            to_char(:at, 'HH24:MI:SS')                    | to_char(?, 'HH24:MI:SS')                  | at
            a[1:2] = :a                                   | a[1:2] = ?                                | a
            regexp_replace(:a, '\\D', '$1')               | regexp_replace(?, '\\D', '$1')            | a
            """)
    void namesBecomeQuestionMarksAndNothingElseIsTouched(String text, String sql, String names) {
        NamedSql named = NamedSql.of(text);
        assertThat(named.sql()).isEqualTo(sql);
        assertThat(String.join(" ", named.names())).isEqualTo(names);
    }

    @Test
    void aCommentHoldsNoNames() {
        NamedSql named = NamedSql.of("""
                select :a -- the one of :b, isn't it
                from t where c = :c""");
        assertThat(named.names()).containsExactly("a", "c");
        assertThat(named.sql()).contains("-- the one of :b, isn't it\n");
    }

    @Test
    void valuesStandInTheOrderOfTheirPlaces() {
        Map<String, Object> values = new HashMap<>(Map.of("a", 1, "b", "two", "unused", 0));
        values.put("c", null);
        assertThat(NamedSql.of("select :b, :a, :c, :b").values(values)).containsExactly("two", 1, null, "two");
    }

    @Test
    void aNameWithoutAValueIsAnError() {
        assertThatThrownBy(() -> NamedSql.of("select :a, :b").values(Map.of("a", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No value for :b");
    }

    @Test
    void aTextIsReadOnce() {
        assertThat(NamedSql.of("select :once"))
                .isSameAs(NamedSql.of("select :" + List.of("once").getFirst()));
    }
}
