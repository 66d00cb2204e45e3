package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.Processor;
import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.OwnStack.Person;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// 3: how many frames a second reach the sockets: ours from Kafka, a Node socket.io server from its own loop. What the
/// other services do meanwhile counts against us: they read the same topic.
public final class DeliveryScenario implements Scenario {
    private static final String NAME = "3 deliveries";
    private static final int OWNERS_FROM = 9_000;
    private static final String REALTIME = "realtime-service";
    private static final int CHUNK = 100;

    /// Newer than any event of a run.
    private static final long TOLD_REVISION = 1_000_000_000_000L;

    private static final String TEXT =
            "Your transfer has arrived. Is there anything else that we can do for you today?";

    private record Shape(String what, int rooms, int socketsEach, int eventsEach, double target) {}

    private static final List<Shape> SHAPES =
            List.of(new Shape("1 room of 1000", 1, 1000, 500, 2.5), new Shape("500 rooms of 2", 500, 2, 100, 2));

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        NodePeer node = bench.peer("sockets.mjs", Map.of());
        List<Figure> figures = new ArrayList<>();
        for (Shape shape : SHAPES) {
            figures.add(measure(bench, node, shape));
        }
        bench.end(node);
        return figures;
    }

    private static Figure measure(Bench bench, NodePeer node, Shape shape) throws Exception {
        RestSide rest = RestSide.ours(bench.stack());
        List<Ticket> tickets = rest.openOneEach(OWNERS_FROM, shape.rooms());
        tell(bench, tickets);
        Map<String, List<ProcessHandle>> ours = bench.stack().processes();
        Map<String, List<ProcessHandle>> realtime = Map.of(REALTIME, ours.getOrDefault(REALTIME, List.of()));
        Map<String, List<ProcessHandle>> theirs = Map.of("node", List.of(node.process()));
        String[] shares = {"", ""};
        try (SocketFleet left = new SocketFleet(bench.stack().service(REALTIME), (text, from, to) -> {});
                SocketFleet right = new SocketFleet(node.address(), (text, from, to) -> {});
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bench.stack().kafka(), "linger.ms", "5"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            fill(bench, left, tickets, shape);
            fill(bench, right, tickets, shape);
            long[] seq = {1_000};
            Pairs.Side kafka = () -> {
                // Made beforehand, as the peer's requests are: what is measured is the way to the sockets.
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (int event = 0; event < shape.eventsEach(); event++) {
                    add(records, tickets, ++seq[0]);
                }
                Processor before = Processor.now(ours);
                Processor alone = Processor.now(realtime);
                double rate = timed(left, shape, () -> publish(producer, records));
                shares[0] = Processor.now(ours).shareSince(before) + ", " + perFrame(realtime, alone, shape);
                return rate;
            };
            Pairs.Side loop = () -> {
                Processor before = Processor.now(theirs);
                double rate = timed(right, shape, () -> emit(node, tickets, shape));
                shares[1] = Processor.now(theirs).shareSince(before) + ", " + perFrame(theirs, before, shape);
                return rate;
            };
            bench.warmUp("ours", WarmUp.repeated(kafka));
            bench.warmUp("peer", WarmUp.repeated(loop));
            Pairs pairs = Pairs.run(bench.options().pairs(), kafka, loop);
            return new Figure(
                    NAME,
                    shape.what(),
                    "frames/s",
                    pairs.oursSpread(),
                    pairs.peerSpread(),
                    pairs.ratio(),
                    Target.atLeast(shape.target()),
                    List.of("ours: " + shares[0], "peer: " + shares[1]));
        }
    }

    /// Sisters are told before an event is published (`architecture.md`, rule 2), so what Kafka brings is nothing new
    /// to
    /// their copies. The events of this bench are published only, and each would be one that nobody told.
    private static void tell(Bench bench, List<Ticket> tickets) throws IOException, SQLException {
        String ids = tickets.stream().map(ticket -> "'" + ticket.id() + "'").collect(Collectors.joining(","));
        bench.databases()
                .execute(
                        "ticket",
                        "update ticket set conversation_revision = " + TOLD_REVISION + " where id in (" + ids + ")");
    }

    private static void add(List<ProducerRecord<byte[], byte[]>> records, List<Ticket> tickets, long seq) {
        for (Ticket ticket : tickets) {
            records.add(KafkaEvents.toRecord(EventType.MESSAGE_POSTED.topic(), message(ticket, seq)));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A record that is lost is a frame that does not come.
    private static void publish(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    /// What a busy machine changes least: the processor time of those who write to the sockets.
    private static String perFrame(Map<String, List<ProcessHandle>> writers, Processor before, Shape shape) {
        double micros = Processor.now(writers).servedSince(before).toNanos() / 1e3;
        return String.format(
                Locale.ROOT,
                "%.1f us of %s a frame",
                micros / ((double) shape.rooms() * shape.socketsEach() * shape.eventsEach()),
                writers.keySet().iterator().next());
    }

    private static void fill(Bench bench, SocketFleet fleet, List<Ticket> tickets, Shape shape) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (Ticket ticket : tickets) {
            tokens.add(bench.stack().token(ticket.owner()));
        }
        int sockets = shape.rooms() * shape.socketsEach();
        fleet.connect(sockets, number -> tokens.get(number % shape.rooms()));
        for (int socket = 0; socket < sockets; socket++) {
            fleet.join(socket, tickets.get(socket % shape.rooms()).id());
        }
        fleet.awaitSeats();
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }

    private static double timed(SocketFleet fleet, Shape shape, Sending sending) throws Exception {
        long wanted = (long) shape.rooms() * shape.socketsEach() * shape.eventsEach();
        long before = fleet.events();
        long begun = System.nanoTime();
        sending.send();
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (fleet.events() - before < wanted) {
            if (System.nanoTime() > patience || fleet.lost() > 0) {
                throw new IOException((fleet.events() - before) + " of " + wanted + " frames came, " + fleet.lost()
                        + " sockets were lost");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return wanted / ((System.nanoTime() - begun) / 1e9);
    }

    private static EventEnvelope message(Ticket ticket, long seq) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID id = UUID.randomUUID();
        Person owner = ticket.owner();
        MessageEvent.Posted posted = new MessageEvent.Posted(
                new ConversationState(
                        UUID.fromString(ticket.id()),
                        ticket.number(),
                        1,
                        new Owner(owner.id(), owner.email(), owner.name()),
                        seq,
                        seq,
                        seq,
                        new ConversationState.NewestMessage(id, seq, TEXT, true, now),
                        null,
                        null,
                        0,
                        null),
                new MessageState(id, seq, TEXT, true, false, owner.id(), owner.name(), owner.email(), now),
                null);
        return new EventEnvelope(
                UUID.randomUUID(),
                EventType.MESSAGE_POSTED.wire(),
                "/messaging-service",
                ticket.id(),
                now,
                null,
                null,
                EventCodec.encode(posted));
    }

    /// The same payload as ours has, in every room as often.
    private static void emit(NodePeer node, List<Ticket> tickets, Shape shape) throws IOException {
        String rooms = tickets.stream()
                .map(ticket -> "\"ticket:" + ticket.id() + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        int times = Math.max(1, CHUNK / shape.rooms());
        byte[] request = HttpLine.request(node.address(), "/", "", """
                {"rooms":%s,"times":%d,"event":"new_message","data":{"ticket_id":"%s","message":{"id":"%s","message":"%s",\
                "is_from_user":true,"is_internal":false,"sender_name":"User Number1","sender_email":"user1@example.com",\
                "attachments":null,"createdAt":"2026-11-22T12:00:00.000Z"}}}""".formatted(
                        rooms, times, tickets.getFirst().id(), UUID.randomUUID(), TEXT));
        try (HttpLine line = new HttpLine(node.address())) {
            for (int sent = 0; sent < shape.eventsEach(); sent += times) {
                line.exchange(request);
            }
        }
    }
}
