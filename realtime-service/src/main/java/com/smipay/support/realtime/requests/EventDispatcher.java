package com.smipay.support.realtime.requests;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.replica.Agents;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Reply;
import com.smipay.support.realtime.store.RoomMembership;
import com.smipay.support.realtime.store.Rooms;
import com.smipay.support.realtime.store.Typing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what clients ask from the event loops to an inbox of each client, and has it done there.
public final class EventDispatcher implements SocketLife {
    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    /// Room for an app that joins two hundred tickets when it comes back (`decisions.md` 58).
    private static final int MOST_WAITING = 512;

    private record Ok(boolean success) {
        private static final Ok DONE = new Ok(true);
    }

    private final Map<Connection, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Rooms rooms;
    private final Typing typing;
    private final Joining joining;
    private final ReadMarking readMarking;
    private final Renewal renewal;
    private final Agents agents;
    private final Executor executor;

    /// @param executor gives every task a thread of its own that may block
    public EventDispatcher(
            Rooms rooms,
            Typing typing,
            MessagingClient messaging,
            SupportIdentity identity,
            Authenticator authenticator,
            Agents agents,
            Executor executor) {
        this.rooms = rooms;
        this.typing = typing;
        this.joining = new Joining(rooms, messaging, identity);
        this.readMarking = new ReadMarking(messaging);
        this.renewal = new Renewal(authenticator, rooms, typing, messaging);
        this.agents = agents;
        this.executor = executor;
    }

    @Override
    public void entered(Connection connection) {
        inboxes.put(connection, new Inbox(executor, MOST_WAITING));
        rooms.enter(connection).forEach(oldest -> oldest.expel(Refusal.TOO_MANY_CONNECTIONS));
        agents.entered(connection);
    }

    @Override
    public void left(Connection connection) {
        inboxes.remove(connection);
        rooms.leaveAll(connection).forEach(ticketId -> typing.gone(connection.id(), ticketId));
    }

    @Override
    public void emitted(Connection connection, ClientEvent event, Reply reply) {
        Inbox inbox = inboxes.get(connection);
        // Read before it waits: what waits is small then.
        ClientRequest request = ClientRequest.parse(event);
        if (inbox != null && !inbox.offer(() -> work(connection, request, reply))) {
            reply.refuse(Refusal.TOO_MANY_EVENTS);
        }
    }

    private void work(Connection connection, ClientRequest request, Reply reply) {
        Correlation.of(null, null).run(() -> {
            try {
                handle(connection, request, reply);
            } catch (RejectedExecutionException e) {
                // The server is stopping, and every socket with it: there is nobody left to answer.
                LOG.debug("A request was under way when the server stopped", e);
            } catch (RuntimeException e) {
                LOG.error("A client's request failed: {}", RedactedTrace.of(e));
                reply.refuse(Refusal.UNAVAILABLE);
            }
        });
    }

    private void handle(Connection connection, ClientRequest request, Reply reply) {
        switch (request) {
            case ClientRequest.Join join -> joining.join(connection, join, reply);
            case ClientRequest.Leave leave -> leave(connection, leave.place(), reply);
            case ClientRequest.Typing start ->
                type(connection, start.place(), membership -> typing.started(membership, start.internal()), reply);
            case ClientRequest.StopTyping stop ->
                type(connection, stop.place(), membership -> typing.stopped(membership, stop.internal()), reply);
            case ClientRequest.MarkRead mark -> readMarking.mark(connection, mark, reply);
            case ClientRequest.Authenticate fresh -> renewal.renew(connection, fresh, reply);
            case ClientRequest.Malformed malformed -> reply.refuse(malformed.refusal());
        }
    }

    private void leave(Connection connection, Place place, Reply reply) {
        if (rooms.leave(connection, place)) {
            typing.gone(connection.id(), place.id());
        }
        reply.succeed(Ok.DONE);
    }

    /// By whichever door it came in; but a ticket that began as one is no conversation.
    private void type(Connection connection, Place place, Consumer<RoomMembership> effect, Reply reply) {
        RoomMembership membership = rooms.openSeat(connection, place.id());
        boolean isThere = membership != null
                && (place.door() == Door.TICKET || membership.names().conversationId() != null);
        if (membership == null || !isThere) {
            reply.refuse(Refusal.notJoined(place.door()));
            return;
        }
        effect.accept(membership);
        reply.succeed(Ok.DONE);
    }
}
