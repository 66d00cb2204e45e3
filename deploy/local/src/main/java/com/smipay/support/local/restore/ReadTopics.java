package com.smipay.support.local.restore;

import com.smipay.support.local.topic.BrokerAddress;
import com.smipay.support.servers.process.Waiting;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/// How far a service has read the topics of the others. A restored database lacks what was read after the dump, so all
/// of it is read once more.
public final class ReadTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int ANSWER_SECONDS = 20;

    private final BrokerAddress broker;
    private final Admin admin;

    public ReadTopics(BrokerAddress broker) {
        this.broker = broker;
        this.admin = Admin.create(broker.client(Map.of()));
    }

    /// The groups begin anew.
    ///
    /// @param names of the groups, as the product calls them
    /// @throws IOException where a group goes on to have members
    public void forget(List<String> names) throws IOException {
        for (String name : names) {
            String group = broker.names().group(name);
            if (!Waiting.until(PATIENCE, STEP, () -> forgets(group))) {
                throw new IOException("Somebody still reads topics as " + group);
            }
        }
    }

    /// Members that have gone are remembered by their lasting names for a while: they are put out first.
    private boolean forgets(String group) throws IOException {
        try {
            answer(admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all());
        } catch (ExecutionException e) {
            // Where it has none, or is none; else its deletion says so.
            System.getLogger(ReadTopics.class.getName()).log(System.Logger.Level.DEBUG, "No members of " + group, e);
        }
        try {
            answer(admin.deleteConsumerGroups(List.of(group)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupNotEmptyException) {
                return false;
            }
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return true;
            }
            throw new IOException("Kafka does not forget how far " + group + " has read: " + e.getMessage(), e);
        }
    }

    private static void answer(KafkaFuture<Void> answer) throws IOException, ExecutionException {
        try {
            answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Asked to stop");
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
