package com.smipay.support.realtime.domain;

/// By which name a client speaks of a room. A ticket that is made of a conversation has its id, so the two are doors to
/// one room.
public enum Door {
    TICKET("ticket"),
    CONVERSATION("conversation");

    private final String noun;

    Door(String noun) {
        this.noun = noun;
    }

    /// What it is called in a sentence.
    String noun() {
        return noun;
    }

    /// The field that holds its id.
    public String field() {
        return noun + "_id";
    }
}
