package com.smipay.support.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KafkaNamesTest {
    private static final int LONGEST_OF_KAFKA = 249;

    @Test
    void aPrefixStandsBeforeEveryTopicAndGroup() {
        KafkaNames names = new KafkaNames("desk.", "desk-");

        assertThat(names.topic(Topics.TICKETS)).isEqualTo("desk.support.tickets.v1");
        assertThat(names.topics(List.of(Topics.TYPING, Topics.IDENTITY_USERS)))
                .containsExactly("desk.support.typing.v1", "desk.identity.users.v1");
        assertThat(names.group("ticket-service")).isEqualTo("desk-ticket-service");
    }

    @Test
    void withoutOneNamesAreTheProductsOwn() {
        assertThat(KafkaNames.PLAIN.topics(Topics.COPIED)).isEqualTo(Topics.COPIED);
        assertThat(KafkaNames.PLAIN.group("ticket-service")).isEqualTo("ticket-service");
    }

    /// Where a record is dead-lettered from and to, nobody has to ask which part of a name is the prefix.
    @Test
    void theDeadLetterTopicOfATopicOnAClusterIsThatOfItsNameThere() {
        KafkaNames names = new KafkaNames("desk.", "");

        assertThat(Topics.COPIED)
                .allSatisfy(topic -> assertThat(Topics.deadLetterTopicOf(names.topic(topic)))
                        .isEqualTo(names.topic(Topics.deadLetterTopicOf(topic))));
    }

    @Test
    void theLongestPrefixLeavesEveryNameOneThatKafkaTakes() {
        String longest = "d".repeat(212);
        KafkaNames names = new KafkaNames(longest, longest);

        assertThat(Topics.COPIED.stream().map(Topics::deadLetterTopicOf).map(names::topic))
                .extracting(String::length)
                .contains(LONGEST_OF_KAFKA)
                .allMatch(length -> length <= LONGEST_OF_KAFKA);
        assertThat(KafkaNames.isPrefix(longest + "d")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"our desk", "desk/", "desk:", "désk.", "desk\n", "*", "${x}"})
    void whatKafkasNamesCanNotHaveIsNoPrefix(String text) {
        assertThat(KafkaNames.isPrefix(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaNames(text, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaNames("", text));
    }
}
