package com.smipay.support.realtime.domain;

import com.smipay.support.contracts.event.ChatState;
import com.smipay.support.contracts.event.ConversationEvent;
import com.smipay.support.contracts.event.ConversationState;
import com.smipay.support.contracts.event.HandoverState;
import com.smipay.support.contracts.event.MessageEvent;
import com.smipay.support.contracts.event.MessageState;
import com.smipay.support.contracts.event.Preview;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.event.TicketState;
import com.smipay.support.contracts.vocabulary.HandoverStatus;
import com.smipay.support.realtime.domain.Audience.TicketRoom;
import com.smipay.support.realtime.domain.Audience.Viewers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which pushes the events of a conversation that began as a chat make: the table of `live-chat-api.md`,
/// Socket.IO, with its settled readings 1, 4, 5, 9 and 10.
final class ChatPushRules {
    /// The first message is announced by `conversation_created` alone (reading 10).
    private static final long FIRST = 1;

    private static final String UPDATED = "conversation_updated";

    private final SupportIdentity identity;
    private final MessagePushes messages;
    private final TicketPushRules tickets;

    ChatPushRules(SupportIdentity identity, MessagePushes messages, TicketPushRules tickets) {
        this.identity = identity;
        this.messages = messages;
        this.tickets = tickets;
    }

    List<Push> pushesFor(ConversationEvent event) {
        ChatState chat = event.conversation();
        return switch (event) {
            case ConversationEvent.Opened opened -> List.of(created(chat, opened.message()));
            case ConversationEvent.MessagePosted posted ->
                posted(chat, posted.message(), posted.claimsConversation(), null);
            case ConversationEvent.MessagesRead read ->
                List.of(read(chat, null, read.userId(), read.lastMessageId(), read.readAt()));
            case ConversationEvent.Claimed claimed -> claimed(chat);
            case ConversationEvent.HandoverRequested requested -> List.of(requested(chat, requested.handover()));
            case ConversationEvent.HandoverResolved resolved -> resolved(chat, resolved.handover());
            case ConversationEvent.Closed closed -> closed(chat, closed.handover());
            case ConversationEvent.Unassigned unassigned -> unassigned(chat, unassigned.handover());
            case ConversationEvent.Rated rated -> List.of();
            case ConversationEvent.Released released -> List.of();
            case ConversationEvent.Erased erased -> List.of();
            case ConversationEvent.TicketLinked linked -> List.of();
        };
    }

    /// Of a conversation with a ticket.
    List<Push> pushesFor(MessageEvent event, ChatState chat) {
        return switch (event) {
            case MessageEvent.Posted posted ->
                posted(chat, posted.message(), posted.claimsConversation(), posted.conversation());
            case MessageEvent.Read read ->
                List.of(read(chat, event.ticketId(), read.userId(), read.lastMessageId(), read.readAt()));
            case MessageEvent.Restated restated -> List.of();
        };
    }

    /// Its owner is told by this, and not by what tells of a ticket that an agent opened.
    List<Push> ticketMade(TicketEvent.Opened opened) {
        TicketState ticket = opened.ticket();
        UUID id = ticket.id();
        return List.of(
                new Push(
                        "ticket_created_from_conversation",
                        new TicketRoom(id, Viewers.EVERYONE),
                        new ChatPayload.TicketMade(
                                id,
                                new ChatPayload.MadeTicket(
                                        id,
                                        ticket.ticketNumber(),
                                        ticket.subject(),
                                        ticket.supportType(),
                                        ticket.priority(),
                                        ticket.status()))),
                TicketPushRules.created(ticket),
                new Push(
                        UPDATED,
                        new Audience.OwnerOf(id, ticket.owner()),
                        new ChatPayload.TicketNotice(id, "ticket_created", ticket.ticketNumber())));
    }

    private static Push created(ChatState chat, MessageState first) {
        return new Push(
                "conversation_created",
                new Audience.Admins(),
                new ChatPayload.Created(
                        chat.conversationId(),
                        chat.owner().userId(),
                        TicketPushRules.emailOf(chat.owner()),
                        chat.status(),
                        chat.createdAt(),
                        Preview.of(first.message())));
    }

    /// @param ticket the conversation as its ticket's; null while it has none
    private List<Push> posted(
            ChatState chat, MessageState message, boolean claims, @Nullable ConversationState ticket) {
        if (message.seq() == FIRST) {
            return List.of();
        }
        UUID id = chat.conversationId();
        List<Push> pushes = new ArrayList<>(claims ? claimed(chat) : List.of());
        pushes.addAll(messages.newMessage(id, RoomNames.ofConversation(id, ticket != null), message));
        if (!message.isInternal()) {
            Audience owner = ownerOf(chat);
            if (message.isFromUser()) {
                pushes.addAll(notices(chat, ticket, "new_user_message", message, new Audience.Admins()));
                pushes.addAll(notices(chat, ticket, "own_message", message, owner));
            } else {
                pushes.addAll(notices(chat, ticket, "new_reply", message, owner));
            }
        }
        return List.copyOf(pushes);
    }

    /// As a conversation's, and as a ticket's where there is one: clients of both doors are told.
    private List<Push> notices(
            ChatState chat, @Nullable ConversationState ticket, String what, MessageState message, Audience audience) {
        Push notice = new Push(
                UPDATED,
                audience,
                new ChatPayload.MessageNotice(chat.conversationId(), what, messages.preview(message)));
        return ticket == null ? List.of(notice) : List.of(notice, tickets.notice(ticket, what, message, audience));
    }

    private static Push read(
            ChatState chat, @Nullable UUID ticketId, @Nullable String userId, UUID lastMessageId, Instant readAt) {
        UUID id = chat.conversationId();
        return new Push(
                "messages_read",
                new Audience.RoomAndOwner(new TicketRoom(id, Viewers.EVERYONE), chat.owner()),
                new Payload.MessagesRead(ticketId, id, userId, lastMessageId, readAt));
    }

    private List<Push> claimed(ChatState chat) {
        List<Push> pushes = new ArrayList<>(assignedInRoom(chat));
        pushes.add(forAdmins(chat, "claimed"));
        pushes.add(forOwner(chat, "claimed", ownerNotAdmins(chat)));
        return pushes;
    }

    /// Users see the agent as they see whoever writes to them (`decisions.md` 41).
    private List<Push> assignedInRoom(ChatState chat) {
        String name = chat.assignedAdminName();
        return identity.replaces(name)
                ? List.of(
                        assignedInRoom(chat, Viewers.ADMINS, name),
                        assignedInRoom(chat, Viewers.USERS, identity.agentName(name)))
                : List.of(assignedInRoom(chat, Viewers.EVERYONE, name));
    }

    private static Push assignedInRoom(ChatState chat, Viewers viewers, @Nullable String name) {
        return new Push(
                "conversation_claimed",
                new TicketRoom(chat.conversationId(), viewers),
                new ChatPayload.Claimed(chat.conversationId(), chat.assignedTo(), name));
    }

    private static Push forAdmins(ChatState chat, String what) {
        return new Push(
                UPDATED,
                new Audience.Admins(),
                new ChatPayload.AssignmentForAdmins(
                        chat.conversationId(), what, chat.assignedTo(), chat.assignedAdminName()));
    }

    private Push forOwner(ChatState chat, String what, Audience owner) {
        return new Push(
                UPDATED,
                owner,
                new ChatPayload.AssignmentForOwner(
                        chat.conversationId(), what, identity.agentName(chat.assignedAdminName())));
    }

    private static Push requested(ChatState chat, HandoverState handover) {
        return new Push(
                "handover_requested",
                new Audience.Person(handover.toAdminId()),
                new ChatPayload.HandoverRequested(
                        handover.id(),
                        chat.conversationId(),
                        handover.fromAdminId(),
                        handover.fromAdminName(),
                        handover.reason()));
    }

    private List<Push> resolved(ChatState chat, HandoverState handover) {
        return handover.status() == HandoverStatus.ACCEPTED ? accepted(chat, handover) : rejected(chat, handover);
    }

    private List<Push> accepted(ChatState chat, HandoverState handover) {
        List<Push> pushes = new ArrayList<>(assignedInRoom(chat));
        pushes.add(forAdmins(chat, "handover_accepted"));
        pushes.add(forOwner(chat, "handover_completed", ownerOf(chat)));
        pushes.add(resolution(chat, handover));
        return List.copyOf(pushes);
    }

    private static List<Push> rejected(ChatState chat, HandoverState handover) {
        return List.of(forAdmins(chat, "handover_rejected"), resolution(chat, handover));
    }

    private static Push resolution(ChatState chat, HandoverState handover) {
        return new Push(
                "handover_resolved",
                new Audience.Person(handover.fromAdminId()),
                new ChatPayload.HandoverResolved(
                        handover.id(), chat.conversationId(), handover.status(), handover.toAdminName()));
    }

    /// @param ended the handover that ended with it
    private static List<Push> closed(ChatState chat, @Nullable HandoverState ended) {
        UUID id = chat.conversationId();
        List<Push> pushes = new ArrayList<>();
        pushes.add(new Push("conversation_closed", new TicketRoom(id, Viewers.EVERYONE), new ChatPayload.Closed(id)));
        pushes.add(
                new Push(UPDATED, new Audience.AdminsAndOwner(id, chat.owner()), new ChatPayload.Notice(id, "closed")));
        return with(pushes, chat, ended);
    }

    private List<Push> unassigned(ChatState chat, @Nullable HandoverState ended) {
        List<Push> pushes = new ArrayList<>();
        pushes.add(forAdmins(chat, "unassigned"));
        pushes.add(forOwner(chat, "unassigned", ownerNotAdmins(chat)));
        return with(pushes, chat, ended);
    }

    private static List<Push> with(List<Push> pushes, ChatState chat, @Nullable HandoverState ended) {
        if (ended != null) {
            pushes.addAll(rejected(chat, ended));
        }
        return List.copyOf(pushes);
    }

    private static Audience ownerOf(ChatState chat) {
        return new Audience.OwnerOf(chat.conversationId(), chat.owner());
    }

    private static Audience ownerNotAdmins(ChatState chat) {
        return new Audience.OwnerNotAdmins(chat.conversationId(), chat.owner());
    }
}
