package com.smipay.support.acceptance.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.LiveSocket;
import com.smipay.support.acceptance.client.LiveSocket.Event;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import com.smipay.support.acceptance.stack.LocalStack;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One of each kind of listener, all at the same instance: what one has heard, the others have been written too, or
/// never will be.
final class Audience implements AutoCloseable {
    final Person owner = Person.user();
    final Person agent = Person.admin();

    /// The owner, with the ticket open; and on another device, outside of it.
    final LiveSocket ownerInside;

    final LiveSocket ownerOutside;

    /// Admins, with the ticket open and not.
    final LiveSocket adminInside;

    final LiveSocket adminOutside;

    /// Somebody else altogether.
    final LiveSocket stranger;

    final Ticket ticket;

    Audience() {
        ticket = owner.app().open();
        ownerInside = connected(owner);
        ownerOutside = connected(owner);
        adminInside = connected(agent);
        adminOutside = connected(Person.admin());
        stranger = connected(Person.user());
        ownerInside.join(ticket);
        adminInside.join(ticket);
        forget();
    }

    static LiveSocket connected(Person person) {
        return LiveSocket.at(LocalStack.running().publicUrl("realtime-service"), person);
    }

    /// Everything about this ticket that a socket has heard, in its order.
    List<Event> heard(LiveSocket by) {
        return by.all().stream().filter(this::isOurs).toList();
    }

    /// Waits until the witness has heard this about the ticket, and everybody else what was written to them at the same
    /// time.
    Event settle(LiveSocket witness, String name, Predicate<Event> which) {
        return settleAny(witness, name, which.and(this::isOurs));
    }

    /// The same about any ticket: admins hear of those of other tests too.
    Event settleAny(LiveSocket witness, String name, Predicate<Event> which) {
        Event event = witness.await(name, which);
        all().forEach(LiveSocket::settle);
        return event;
    }

    /// Everybody else has heard nothing about this ticket.
    void nobodyElseThan(LiveSocket... those) {
        List<LiveSocket> expected = List.of(those);
        all().filter(socket -> !expected.contains(socket))
                .forEach(socket -> assertThat(heard(socket)).as(nameOf(socket)).isEmpty());
    }

    /// Those, and nobody else, have heard events of these names, in this order.
    void heardBy(List<String> names, LiveSocket... those) {
        for (LiveSocket socket : those) {
            assertThat(heard(socket)).as(nameOf(socket)).extracting(Event::name).isEqualTo(names);
        }
    }

    void forget() {
        all().forEach(LiveSocket::settle);
        all().forEach(LiveSocket::forget);
    }

    private Stream<LiveSocket> all() {
        return Stream.of(ownerInside, ownerOutside, adminInside, adminOutside, stranger);
    }

    private String nameOf(LiveSocket socket) {
        if (socket == ownerInside) {
            return "the owner inside";
        }
        if (socket == ownerOutside) {
            return "the owner outside";
        }
        if (socket == adminInside) {
            return "an admin inside";
        }
        return socket == adminOutside ? "an admin outside" : "a stranger";
    }

    private boolean isOurs(Event event) {
        return event.text("ticket_id").equals(ticket.id()) || event.text("id").equals(ticket.id());
    }

    @Override
    public void close() {
        all().forEach(LiveSocket::close);
    }
}
