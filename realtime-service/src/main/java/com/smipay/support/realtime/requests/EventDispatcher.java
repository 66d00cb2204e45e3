package com.smipay.support.realtime.requests;

import com.smipay.support.kit.failure.RedactedTrace;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.realtime.domain.Door;
import com.smipay.support.realtime.domain.Place;
import com.smipay.support.realtime.domain.Refusal;
import com.smipay.support.realtime.domain.SupportIdentity;
import com.smipay.support.realtime.replica.Agents;
import com.smipay.support.realtime.store.Connection;
import com.smipay.support.realtime.store.Indicators;
import com.smipay.support.realtime.store.Reply;
import com.smipay.support.realtime.store.RoomMembership;
import com.smipay.support.realtime.store.Rooms;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final Indicators indicators;
    private final Joining joining;
    private final ReadMarking readMarking;
    private final Renewal renewal;
    private final Agents agents;
    private final Executor executor;

    /// @param executor gives every task a thread of its own that may block
    public EventDispatcher(
            Rooms rooms,
            Indicators indicators,
            MessagingClient messaging,
            SupportIdentity identity,
            Authenticator authenticator,
            Agents agents,
            Executor executor) {
        this.rooms = rooms;
        this.indicators = indicators;
        this.joining = new Joining(rooms, messaging, identity);
        this.readMarking = new ReadMarking(messaging);
        this.renewal = new Renewal(authenticator, rooms, indicators, messaging);
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
        rooms.leaveAll(connection).forEach(ticketId -> indicators.gone(connection.id(), ticketId));
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
                inRoom(
                        connection,
                        start.place(),
                        reply,
                        membership -> indicators.typing().started(membership, start.internal()));
            case ClientRequest.StopTyping stop ->
                inRoom(
                        connection,
                        stop.place(),
                        reply,
                        membership -> indicators.typing().stopped(membership, stop.internal()));
            case ClientRequest.Looking look ->
                asAgent(connection, look.place(), reply, () -> look(connection, look.place(), reply));
            case ClientRequest.StopLooking stop ->
                asAgent(connection, stop.place(), reply, () -> stopLooking(connection, stop.place(), reply));
            case ClientRequest.MarkRead mark -> readMarking.mark(connection, mark, reply);
            case ClientRequest.Authenticate fresh -> renewal.renew(connection, fresh, reply);
            case ClientRequest.Malformed malformed -> reply.refuse(malformed.refusal());
        }
    }

    private void leave(Connection connection, Place place, Reply reply) {
        if (rooms.leave(connection, place)) {
            indicators.gone(connection.id(), place.id());
        }
        reply.succeed(Ok.DONE);
    }

    private static void asAgent(Connection connection, Place place, Reply reply, Runnable request) {
        if (connection.caller().isAdmin()) {
            request.run();
        } else {
            reply.refuse(Refusal.agentsOnly(place.door()));
        }
    }

    private void look(Connection connection, Place place, Reply reply) {
        RoomMembership membership = membership(connection, place, reply);
        if (membership == null) {
            return;
        }
        if (indicators.looking().started(membership)) {
            reply.succeed(Ok.DONE);
        } else {
            reply.refuse(Refusal.TOO_MANY_EVENTS);
        }
    }

    private void stopLooking(Connection connection, Place place, Reply reply) {
        inRoom(connection, place, reply, membership -> indicators.looking().gone(connection.id(), place.id()));
    }

    private void inRoom(Connection connection, Place place, Reply reply, Consumer<RoomMembership> effect) {
        RoomMembership membership = membership(connection, place, reply);
        if (membership != null) {
            effect.accept(membership);
            reply.succeed(Ok.DONE);
        }
    }

    /// By whichever door it came in; but a ticket that began as one is no conversation.
    ///
    /// @return null where the client is not in that room, and has been told so
    private @Nullable RoomMembership membership(Connection connection, Place place, Reply reply) {
        RoomMembership membership = rooms.openSeat(connection, place.id());
        if (membership == null
                || (place.door() == Door.CONVERSATION && membership.names().conversationId() == null)) {
            reply.refuse(Refusal.notJoined(place.door()));
            return null;
        }
        return membership;
    }
}
