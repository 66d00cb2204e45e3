package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.SocketFleet;
import com.smipay.support.bench.measure.Figure;
import com.smipay.support.bench.measure.Figure.Target;
import com.smipay.support.bench.measure.Pairs;
import com.smipay.support.bench.measure.WarmUp;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.NodePeer;
import com.smipay.support.bench.stack.Person;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.EventCodec;
import com.smipay.support.contracts.event.EventEnvelope;
import com.smipay.support.contracts.event.EventType;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.event.EventList;
import com.smipay.support.kit.event.KafkaEvents;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.Services;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.testkit.HttpLine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private static final int OWNERS_FROM = 9_000;
    private static final int CHUNK = 100;

    /// As many as one call takes.
    private static final int TOLD_TOGETHER = 100;

    /// What is told is remembered for a few more events.
    private static final int MOST_EVENTS = 50_000;

    private static final String TEXT =
            "Your transfer has arrived. Is there anything else that we can do for you today?";

    /// @param eventsEach of a run, in each room
    private record Shape(String what, int rooms, int socketsEach, int eventsEach, double target) {
        int frames() {
            return rooms * socketsEach * eventsEach;
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape("1 room of 1000", 1, 1000, 500, 2.5), new Shape("500 rooms of 2", 500, 2, MOST_EVENTS / 500, 2));

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
        OwnStack stack = bench.stack();
        List<Ticket> tickets = RestSide.ours(stack).openOneEach(OWNERS_FROM, shape.rooms());
        Map<String, List<ProcessHandle>> theirs = Map.of("node", List.of(node.process()));
        try (SocketFleet left = fleet(stack, stack.publicUrl(Services.REALTIME), tickets, shape);
                SocketFleet right = fleet(stack, node.address(), tickets, shape);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        // As the relay's, which publishes what it gathered.
                        Map.of("bootstrap.servers", stack.kafka(), "linger.ms", "5", "batch.size", "262144"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            long[] seq = {1_000};
            Way kafka = new Way(shape, left, stack.processes(), bench.processes(Services.REALTIME));
            Way loop = new Way(shape, right, theirs, theirs);
            Pairs.Side ourSide = () -> {
                // Made and told beforehand, as the peer's requests are made: what is measured is the way to the
                // sockets.
                List<EventEnvelope> events = events(tickets, shape, seq);
                tell(stack, events);
                List<ProducerRecord<byte[], byte[]>> records = events.stream()
                        .map(event -> KafkaEvents.toRecord(EventType.MESSAGE_POSTED.topic(), event))
                        .toList();
                return kafka.run(() -> publish(producer, records));
            };
            Pairs.Side peerSide = () -> loop.run(() -> emit(node, tickets, shape));
            bench.warmUp("ours", WarmUp.repeated(ourSide));
            bench.warmUp("peer", WarmUp.repeated(peerSide));
            return Pairs.run(bench.options().pairs(), ourSide, peerSide)
                    .figure(
                            "3 deliveries",
                            shape.what(),
                            "frames/s",
                            Target.atLeast(shape.target()),
                            "ours: " + kafka.notes(),
                            "peer: " + loop.notes());
        }
    }

    private static SocketFleet fleet(OwnStack stack, URI server, List<Ticket> tickets, Shape shape) throws Exception {
        SocketFleet fleet = new SocketFleet(server, (text, from, to) -> {});
        List<String> tokens =
                tickets.stream().map(ticket -> ticket.owner().token(stack)).toList();
        int sockets = shape.rooms() * shape.socketsEach();
        fleet.connect(sockets, number -> tokens.get(number % shape.rooms()));
        for (int socket = 0; socket < sockets; socket++) {
            fleet.join(socket, tickets.get(socket % shape.rooms()).id());
        }
        fleet.awaitSeats();
        return fleet;
    }

    private static List<EventEnvelope> events(List<Ticket> tickets, Shape shape, long[] seq) {
        List<EventEnvelope> events = new ArrayList<>();
        for (int event = 0; event < shape.eventsEach(); event++) {
            seq[0]++;
            tickets.forEach(ticket -> events.add(message(ticket, seq[0])));
        }
        return events;
    }

    /// Those that keep copies are told before an event is published (`architecture.md`, rule 2), so what Kafka brings
    /// is nothing new to them: as of every event of the product, not of this bench alone. What telling costs is in
    /// the scenarios of the writes.
    private static void tell(OwnStack stack, List<EventEnvelope> events) throws IOException {
        URI ticket = stack.internalUrl(Services.TICKET);
        String credential = "Authorization: Bearer " + stack.secret(Secret.SERVICE_KEY) + "\r\n";
        try (HttpLine line = new HttpLine(ticket)) {
            for (int from = 0; from < events.size(); from += TOLD_TOGETHER) {
                byte[] together = EventList.encode(events.subList(from, Math.min(events.size(), from + TOLD_TOGETHER)));
                String body = new String(together, StandardCharsets.UTF_8);
                line.ask(HttpLine.request(ticket, "/internal/events/together", credential, body));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A record that is lost is a frame that does not come.
    private static void publish(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
        records.forEach(producer::send);
        producer.flush();
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }

    /// One side's way to its sockets.
    private static final class Way {
        private final Shape shape;
        private final SocketFleet fleet;
        private final Watched side;
        private final Watched writers;
        private final String writer;

        /// @param side all of its processes
        /// @param writers those of them that write to the sockets
        Way(
                Shape shape,
                SocketFleet fleet,
                Map<String, List<ProcessHandle>> side,
                Map<String, List<ProcessHandle>> writers) {
            this.shape = shape;
            this.fleet = fleet;
            this.side = new Watched(side);
            this.writers = new Watched(writers);
            this.writer = writers.keySet().iterator().next();
        }

        /// @return frames a second
        double run(Sending sending) throws Exception {
            return side.run(() -> writers.run(() -> shape.frames() / seconds(sending)));
        }

        private double seconds(Sending sending) throws Exception {
            long wanted = shape.frames();
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
            return (System.nanoTime() - begun) / 1e9;
        }

        /// What a busy machine changes least: the processor time of those who write to the sockets.
        String notes() {
            double micros = writers.served().toNanos() / 1e3 / shape.frames();
            return String.format(Locale.ROOT, "%s, %.1f us of %s a frame", side.share(), micros, writer);
        }
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
