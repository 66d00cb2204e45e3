package com.smipay.support.realtime.domain;

/// Why a client's event was not done: what stands in the refused acknowledgement, or in `exception` where the client
/// wants no acknowledgement (`decisions.md` 26).
///
/// @param code stable, for programs (`decisions.md` 45)
/// @param message can be shown to a person
public record Refusal(String code, String message) {
    public static final Refusal UNAVAILABLE =
            new Refusal("UNAVAILABLE", "The service is temporarily unavailable, please try again");
    public static final Refusal UNAUTHENTICATED = new Refusal("UNAUTHENTICATED", "A valid token is required");
    public static final Refusal NO_AGENT = new Refusal("FORBIDDEN", "This account is no agent of the desk any more");
    public static final Refusal ANOTHER_PERSON = new Refusal("FORBIDDEN", "The token is another person's");
    public static final Refusal TOO_MANY_CONNECTIONS =
            new Refusal("TOO_MANY_CONNECTIONS", "You are connected on too many devices, so the oldest one was closed");
    public static final Refusal TOO_MANY_EVENTS =
            new Refusal("RATE_LIMITED", "Too many requests at once, please slow down");
    public static final Refusal TOKEN_EXPIRED = new Refusal("TOKEN_EXPIRED", "Your session has expired");

    public static Refusal notJoined(Door door) {
        return new Refusal("NOT_JOINED", "Join the " + door.noun() + " first");
    }

    public static Refusal notFound(Door door) {
        return switch (door) {
            case TICKET -> new Refusal("TICKET_NOT_FOUND", "Ticket not found");
            case CONVERSATION -> new Refusal("CONVERSATION_NOT_FOUND", "Conversation not found");
        };
    }

    public static Refusal tooManyRooms(Door door) {
        return new Refusal("RATE_LIMITED", "Too many " + door.noun() + "s joined at once, leave one first");
    }

    public static Refusal usersOnly(Door door) {
        return new Refusal("FORBIDDEN", "Only users mark a " + door.noun() + " as read");
    }

    public static Refusal agentsOnly(Door door) {
        return new Refusal("FORBIDDEN", "Only agents are told who looks at a " + door.noun());
    }

    public static Refusal malformed(String message) {
        return new Refusal("VALIDATION_FAILED", message);
    }
}
