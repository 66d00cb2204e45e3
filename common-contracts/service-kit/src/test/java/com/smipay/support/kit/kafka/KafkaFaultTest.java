package com.smipay.support.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What waiting does not mend is said as what it is; what it mends, or what is no fault, is not.
class KafkaFaultTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new TopicAuthorizationException("topics: [a]"), "refuses this service: topics: [a]"),
                Arguments.of(new SaslAuthenticationException("wrong"), "refuses this service: wrong"),
                Arguments.of(new PolicyViolationException("a rule"), "refuses this service: a rule"),
                Arguments.of(
                        new InvalidReplicationFactorException("3 of 1"),
                        "does not do what this service asks: InvalidReplicationFactor: 3 of 1"),
                Arguments.of(
                        new RecordTooLargeException("2 MB"),
                        "does not do what this service asks: RecordTooLarge: 2 MB"),
                Arguments.of(
                        new NotEnoughReplicasException("1 of 2"),
                        "has too few replicas in sync for min.insync.replicas: 1 of 2"),
                Arguments.of(new TimeoutException("slow"), null),
                Arguments.of(new UnknownTopicOrPartitionException("new"), null),
                Arguments.of(new TopicExistsException("a"), null),
                Arguments.of(new GroupIdNotFoundException("new"), null),
                Arguments.of(new KafkaException("Producer is closed forcefully."), null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachIsSaidWhateverItIsWrappedIn(RuntimeException fault, @Nullable String said) {
        assertThat(KafkaFault.sentence(fault)).isEqualTo(said);
        assertThat(KafkaFault.sentence(new ExecutionException(new KafkaException(fault))))
                .isEqualTo(said);
    }
}
