package com.smipay.support.kit.kafka;

import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/// Why a broker that answers does not do what it was asked, by its own word. It says which credentials, right, name or
/// number, and no secret.
public final class KafkaFault {
    private KafkaFault() {}

    /// In a sentence whose subject is Kafka; null where it named nothing that waiting leaves as it is: it is away then,
    /// or busy.
    ///
    /// @param failure with what caused it
    public static @Nullable String sentence(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String found = cause instanceof ApiException api ? ofApi(api) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable String ofApi(ApiException cause) {
        return switch (cause) {
            // A name or a topic may be refused too: by the rules of a cluster that others use as well.
            case AuthenticationException e -> refusal(e);
            case AuthorizationException e -> refusal(e);
            case InvalidTopicException e -> refusal(e);
            case PolicyViolationException e -> refusal(e);
            // These are tried again, and show what an operator has to know all the same.
            case NotEnoughReplicasException e -> tooFewReplicas(e);
            case NotEnoughReplicasAfterAppendException e -> tooFewReplicas(e);
            case RetriableException e -> null;
            // Another replica was faster, and nobody has read in the group yet.
            case TopicExistsException e -> null;
            case GroupIdNotFoundException e -> null;
            default -> "does not do what this service asks: " + nameOf(cause) + ": " + cause.getMessage();
        };
    }

    private static String refusal(ApiException cause) {
        return "refuses this service: " + cause.getMessage();
    }

    private static String tooFewReplicas(ApiException cause) {
        return "has too few replicas in sync for min.insync.replicas: " + cause.getMessage();
    }

    private static String nameOf(ApiException cause) {
        return cause.getClass().getSimpleName().replaceFirst("Exception$", "");
    }
}
