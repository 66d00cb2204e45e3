package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which pushes a ticket's events make: the table of `admin-api.md`, Socket.IO, with `support-api.md`, Server
/// Events, and `decisions.md` 16, 21, 31, 32, 37, 39, 41, 48, 62, 66 to 68.
final class TicketPushRules {
    /// The first message of a ticket is announced by `ticket_created` alone (`decisions.md` 16).
    private static final long FIRST = 1;

    private final MessagePushes messages;

    TicketPushRules(MessagePushes messages) {
        this.messages = messages;
    }

    List<Push> pushesFor(TicketEvent event) {
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
            case TicketEvent.Erased erased -> List.of();
            case TicketEvent.Restated restated -> List.of();
        };
    }

    /// Of a ticket that began as one.
    List<Push> pushesFor(MessageEvent event) {
        return switch (event) {
            case MessageEvent.Posted posted -> posted(posted);
            case MessageEvent.Read read -> List.of(read(read));
            case MessageEvent.Restated restated -> List.of();
        };
    }

    /// Who asked an agent to open it hears of it too (`decisions.md` 68).
    private static List<Push> opened(TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        Push created = created(ticket);
        return opened.openedBy() == null
                ? List.of(created)
                : List.of(created, notice(ticket, "opened_for_you", new Audience.OwnerOf(ticket.id(), ticket.owner())));
    }

    private static Push notice(TicketState ticket, String what, Audience audience) {
        return new Push("ticket_updated", audience, new Payload.TicketNotice(ticket.id(), ticket.ticketNumber(), what));
    }

    static Push created(TicketState ticket) {
        return new Push(
                "ticket_created",
                new Audience.Admins(),
                new Payload.TicketCreated(
                        ticket.id(),
                        ticket.ticketNumber(),
                        ticket.subject(),
                        ticket.supportType(),
                        ticket.priority(),
                        emailOf(ticket.owner()),
                        ticket.createdAt(),
                        ticket.conversationId()));
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

    /// Null where nobody knows one, which events write as an empty text.
    static @Nullable String emailOf(Owner owner) {
        return owner.email().isEmpty() ? null : owner.email();
    }

    private List<Push> posted(MessageEvent.Posted event) {
        MessageState message = event.message();
        UUID ticketId = event.ticketId();
        if (message.seq() == FIRST) {
            return List.of();
        }
        List<Push> pushes = new ArrayList<>(messages.newMessage(ticketId, RoomNames.ofTicket(ticketId), message));
        Audience owner = new Audience.OwnerOf(ticketId, event.conversation().owner());
        if (message.isInternal()) {
            return List.copyOf(pushes);
        }
        if (message.isFromUser()) {
            pushes.add(notice(event.conversation(), "new_user_message", message, new Audience.Admins()));
            pushes.add(notice(event.conversation(), "own_message", message, owner));
        } else {
            pushes.add(notice(event.conversation(), "new_reply", message, owner));
        }
        return List.copyOf(pushes);
    }

    /// A `ticket_updated` about a message.
    Push notice(ConversationState conversation, String what, MessageState message, Audience audience) {
        return new Push(
                "ticket_updated",
                audience,
                new Payload.MessageNotice(
                        conversation.ticketId(), conversation.ticketNumber(), what, messages.preview(message)));
    }

    private static Push read(MessageEvent.Read event) {
        return new Push(
                "messages_read",
                new Audience.RoomAndOwner(
                        new TicketRoom(event.ticketId(), Viewers.EVERYONE),
                        event.conversation().owner()),
                new Payload.MessagesRead(
                        event.ticketId(), null, event.userId(), event.lastMessageId(), event.readAt()));
    }
}
