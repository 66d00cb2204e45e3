package com.smipay.support.faults.load;

/// By what an app comes into a room: a ticket that was made of a chat has two doors to the same one.
public enum Door {
    TICKET("join_ticket", "ticket_id"),
    CHAT("join_conversation", "conversation_id");

    private final String event;
    private final String field;

    Door(String event, String field) {
        this.event = event;
        this.field = field;
    }

    String event() {
        return event;
    }

    String field() {
        return field;
    }
}
