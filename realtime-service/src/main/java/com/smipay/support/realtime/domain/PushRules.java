package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.event.RatingEvent;
import com.smipay.support.contracts.event.SupportEvent;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which pushes an event makes, and for whom: the table of `admin-api.md`, Socket.IO, with `support-api.md`, Server
/// Events, and `decisions.md` 16, 21, 31, 32, 37, 39, 41, 48, 62, 66 to 68.
///
/// Internal notes leave here for nobody but admins in the ticket's room.
public final class PushRules {
    /// The first message of a ticket is announced by `ticket_created` alone (`decisions.md` 16).
    private static final long FIRST = 1;

    private final SupportIdentity identity;

    public PushRules(SupportIdentity identity) {
        this.identity = identity;
    }

    /// In the order in which one connection should see them.
    public List<Push> pushesFor(SupportEvent event) {
        return switch (event) {
            case TicketEvent.Opened opened -> opened(opened);
            case TicketEvent.StatusChanged changed -> statusChanged(changed);
            case TicketEvent.Assigned assigned -> assigned(assigned.ticket());
            case TicketEvent.Unassigned unassigned -> assigned(unassigned.ticket());
            case TicketEvent.PriorityChanged changed -> List.of();
            case TicketEvent.Claimed claimed -> List.of();
            case TicketEvent.Released released -> List.of();
            case TicketEvent.ContactChanged changed ->
                List.of(notice(changed.ticket(), "contact_changed", new Audience.Admins()));
            case TicketEvent.NotesChanged changed -> List.of();
            case MessageEvent.Posted posted -> posted(posted);
            case MessageEvent.Read read -> List.of(read(read));
            // Nobody announces these yet.
            case ConversationEvent conversation -> List.of();
            case RatingEvent.Rated rated -> List.of();
        };
    }

    /// Who asked an agent to open it hears of it too (`decisions.md` 68).
    private static List<Push> opened(TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        Push created = created(opened);
        return opened.openedBy() == null
                ? List.of(created)
                : List.of(created, notice(ticket, "opened_for_you", new Audience.OwnerOf(ticket.id(), ticket.owner())));
    }

    private static Push notice(TicketState ticket, String what, Audience audience) {
        return new Push("ticket_updated", audience, new Payload.TicketNotice(ticket.id(), ticket.ticketNumber(), what));
    }

    private static Push created(TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        return new Push(
                "ticket_created",
                new Audience.Admins(),
                new Payload.TicketCreated(
                        ticket.id(),
                        ticket.ticketNumber(),
                        ticket.subject(),
                        ticket.supportType(),
                        ticket.priority(),
                        ticket.owner().email(),
                        ticket.createdAt()));
    }

    private List<Push> statusChanged(TicketEvent.StatusChanged event) {
        TicketState ticket = event.ticket();
        return List.of(
                new Push(
                        "status_changed",
                        new TicketRoom(ticket.id(), Viewers.EVERYONE),
                        new Payload.StatusChange(
                                ticket.id(),
                                ticket.ticketNumber(),
                                event.oldStatus(),
                                event.newStatus(),
                                ticket.resolutionNotes())),
                new Push(
                        "ticket_updated",
                        new Audience.AdminsAndOwner(ticket.id(), ticket.owner()),
                        new Payload.StatusNotice(
                                ticket.id(),
                                ticket.ticketNumber(),
                                "status_changed",
                                event.oldStatus(),
                                event.newStatus(),
                                ticket.resolutionNotes())));
    }

    private static List<Push> assigned(TicketState ticket) {
        String name = assigneeShown(ticket);
        return List.of(
                new Push(
                        "ticket_assigned",
                        new TicketRoom(ticket.id(), Viewers.ADMINS),
                        new Payload.Assignment(ticket.id(), ticket.ticketNumber(), ticket.assignedTo(), name)),
                new Push(
                        "ticket_updated",
                        new Audience.Admins(),
                        new Payload.AssignmentNotice(
                                ticket.id(), ticket.ticketNumber(), "assigned", ticket.assignedTo(), name)));
    }

    /// Never null, where a dashboard shows a text (`decisions.md` 48): events of before that decision name nobody whom
    /// nobody had told about.
    private static String assigneeShown(TicketState ticket) {
        if (ticket.assignedTo() == null) {
            return "Unassigned";
        }
        return ticket.assignedAdminName() == null ? "Support" : ticket.assignedAdminName();
    }

    private List<Push> posted(MessageEvent.Posted event) {
        MessageState message = event.message();
        UUID ticketId = event.ticketId();
        if (message.seq() == FIRST) {
            return List.of();
        }
        if (message.isInternal()) {
            return List.of(newMessage(ticketId, Viewers.ADMINS, asSent(message)));
        }
        List<Push> pushes = new ArrayList<>();
        if (identity.replaces(message)) {
            pushes.add(newMessage(ticketId, Viewers.ADMINS, asSent(message)));
            pushes.add(newMessage(ticketId, Viewers.USERS, asUsersSee(message)));
        } else {
            pushes.add(newMessage(ticketId, Viewers.EVERYONE, asSent(message)));
        }
        Audience owner = new Audience.OwnerOf(ticketId, event.conversation().owner());
        if (message.isFromUser()) {
            pushes.add(notice(event, "new_user_message", new Audience.Admins()));
            pushes.add(notice(event, "own_message", owner));
        } else {
            pushes.add(notice(event, "new_reply", owner));
        }
        return List.copyOf(pushes);
    }

    private static Push newMessage(UUID ticketId, Viewers viewers, Payload.Message message) {
        return new Push("new_message", new TicketRoom(ticketId, viewers), new Payload.NewMessage(ticketId, message));
    }

    private Push notice(MessageEvent.Posted event, String what, Audience audience) {
        MessageState message = event.message();
        return new Push(
                "ticket_updated",
                audience,
                new Payload.MessageNotice(
                        event.ticketId(),
                        event.conversation().ticketNumber(),
                        what,
                        new Payload.Preview(
                                message.id(),
                                Preview.of(message.message()),
                                identity.nameOf(message),
                                message.createdAt())));
    }

    private static Push read(MessageEvent.Read event) {
        return new Push(
                "messages_read",
                new Audience.RoomAndOwner(
                        new TicketRoom(event.ticketId(), Viewers.EVERYONE),
                        event.conversation().owner()),
                new Payload.MessagesRead(event.ticketId(), event.userId(), event.lastMessageId(), event.readAt()));
    }

    private static Payload.Message asSent(MessageState message) {
        return shape(message, message.senderName(), message.senderEmail());
    }

    private Payload.Message asUsersSee(MessageState message) {
        return shape(message, identity.nameOf(message), identity.emailOf(message));
    }

    private static Payload.Message shape(
            MessageState message, @Nullable String senderName, @Nullable String senderEmail) {
        return new Payload.Message(
                message.id(),
                message.message(),
                message.isFromUser(),
                message.isInternal(),
                senderName,
                senderEmail,
                null,
                message.createdAt(),
                message.clientId());
    }
}
