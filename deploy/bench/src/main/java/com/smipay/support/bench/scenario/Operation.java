package com.smipay.support.bench.scenario;

import com.smipay.support.bench.load.HttpLoad.Requests;
import com.smipay.support.bench.scenario.RestSide.Ticket;
import com.smipay.support.bench.stack.Person;
import java.util.ArrayList;
import java.util.List;

/// What clients ask of either side of the REST scenarios again and again.
///
/// @param tickets whether it is asked of whoever keeps tickets; else of whoever keeps conversations
record Operation(String name, boolean tickets, Maker maker) {
    private static final int TICKETS = 200;
    private static final int PAGE = 20;
    private static final int READER = 5_000;

    /// Prepares a side for it.
    @FunctionalInterface
    interface Maker {
        Requests make(RestSide side) throws Exception;
    }

    static final Operation CREATE = new Operation("create", true, Operation::creating);
    static final Operation ADD_MESSAGE = new Operation("add-message, 200 tickets", false, side -> side.adding(TICKETS));
    static final Operation HOT_TICKET = new Operation("add-message, one hot ticket", false, side -> side.adding(1));
    static final Operation CONVERSATION = new Operation("conversation of 20", false, Operation::reading);
    static final Operation MY_TICKETS = new Operation("my-tickets of 20", true, Operation::listing);

    private static Requests creating(RestSide side) {
        List<byte[]> requests = new ArrayList<>();
        for (int user = 0; user < TICKETS; user++) {
            requests.add(side.create(Person.user(user)));
        }
        return RestSide.anyOf(requests);
    }

    private static Requests reading(RestSide side) throws Exception {
        Ticket ticket = side.open(Person.user(READER));
        side.say(ticket, PAGE - 1);
        byte[] request = side.conversation(ticket);
        return client -> request;
    }

    private static Requests listing(RestSide side) throws Exception {
        Person reader = Person.user(READER + 1);
        for (int i = 0; i < PAGE; i++) {
            side.open(reader);
        }
        byte[] request = side.myTickets(reader);
        return client -> request;
    }
}
