package com.smipay.support.contracts.event;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The permanent names of the events, with the topic and the record of each. A name is never reused for another
/// meaning.
public enum EventType {
    TICKET_OPENED("ticket.opened", Topics.TICKETS, TicketEvent.Opened.class),
    TICKET_STATUS_CHANGED("ticket.status-changed", Topics.TICKETS, TicketEvent.StatusChanged.class),
    TICKET_ASSIGNED("ticket.assigned", Topics.TICKETS, TicketEvent.Assigned.class),
    TICKET_PRIORITY_CHANGED("ticket.priority-changed", Topics.TICKETS, TicketEvent.PriorityChanged.class),
    TICKET_CLAIMED("ticket.claimed", Topics.TICKETS, TicketEvent.Claimed.class),
    TICKET_UNASSIGNED("ticket.unassigned", Topics.TICKETS, TicketEvent.Unassigned.class),
    TICKET_RELEASED("ticket.released", Topics.TICKETS, TicketEvent.Released.class),
    TICKET_CONTACT_CHANGED("ticket.contact-changed", Topics.TICKETS, TicketEvent.ContactChanged.class),
    TICKET_NOTES_CHANGED("ticket.notes-changed", Topics.TICKETS, TicketEvent.NotesChanged.class),
    TICKET_RESTATED("ticket.restated", Topics.TICKETS, TicketEvent.Restated.class),
    TICKET_ERASED("ticket.erased", Topics.TICKETS, TicketEvent.Erased.class),
    MESSAGE_POSTED("message.posted", Topics.MESSAGES, MessageEvent.Posted.class),
    MESSAGES_READ("messages.read", Topics.MESSAGES, MessageEvent.Read.class),
    CONVERSATION_RESTATED("conversation.restated", Topics.MESSAGES, MessageEvent.Restated.class),
    CONVERSATION_OPENED("conversation.opened", Topics.MESSAGES, ConversationEvent.Opened.class),
    CONVERSATION_MESSAGE_POSTED("conversation.message-posted", Topics.MESSAGES, ConversationEvent.MessagePosted.class),
    CONVERSATION_MESSAGES_READ("conversation.messages-read", Topics.MESSAGES, ConversationEvent.MessagesRead.class),
    CONVERSATION_CLAIMED("conversation.claimed", Topics.MESSAGES, ConversationEvent.Claimed.class),
    CONVERSATION_HANDOVER_REQUESTED(
            "conversation.handover-requested", Topics.MESSAGES, ConversationEvent.HandoverRequested.class),
    CONVERSATION_HANDOVER_RESOLVED(
            "conversation.handover-resolved", Topics.MESSAGES, ConversationEvent.HandoverResolved.class),
    CONVERSATION_CLOSED("conversation.closed", Topics.MESSAGES, ConversationEvent.Closed.class),
    CONVERSATION_UNASSIGNED("conversation.unassigned", Topics.MESSAGES, ConversationEvent.Unassigned.class),
    CONVERSATION_RATED("conversation.rated", Topics.MESSAGES, ConversationEvent.Rated.class),
    CONVERSATION_RELEASED("conversation.released", Topics.MESSAGES, ConversationEvent.Released.class),
    CONVERSATION_ERASED("conversation.erased", Topics.MESSAGES, ConversationEvent.Erased.class),
    CONVERSATION_TICKET_LINKED("conversation.ticket-linked", Topics.MESSAGES, ConversationEvent.TicketLinked.class),
    TICKET_RATED("ticket.rated", Topics.RATINGS, RatingEvent.Rated.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wire, Function.identity()));

    private static final Map<Class<?>, EventType> BY_DATA =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::data, Function.identity()));

    private final String wire;
    private final String topic;
    private final Class<? extends SupportEvent> data;

    EventType(String wire, String topic, Class<? extends SupportEvent> data) {
        this.wire = wire;
        this.topic = topic;
        this.data = data;
    }

    public String wire() {
        return wire;
    }

    public String topic() {
        return topic;
    }

    Class<? extends SupportEvent> data() {
        return data;
    }

    static EventType of(Class<? extends SupportEvent> data) {
        return Objects.requireNonNull(BY_DATA.get(data));
    }

    /// Empty for a name that this version does not know: a newer peer may send one.
    public static Optional<EventType> parse(String wire) {
        return Optional.ofNullable(BY_NAME.get(wire));
    }
}
