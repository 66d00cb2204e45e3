package com.smipay.support.realtime.store;

import com.smipay.support.kit.security.Caller;
import java.util.ArrayList;
import java.util.List;

/// A room that comes with the token: `user:<id>`, `email:<address>`, `admins` (`admin-api.md`, Socket.IO).
sealed interface PersonalRoom {
    PersonalRoom ADMINS = new Admins();

    record User(String id) implements PersonalRoom {}

    record Email(String address) implements PersonalRoom {}

    record Admins() implements PersonalRoom {}

    /// An address that the token itself calls unverified opens no room (`decisions.md` 13).
    static List<PersonalRoom> of(Caller caller) {
        List<PersonalRoom> rooms = new ArrayList<>();
        rooms.add(new User(caller.userId()));
        caller.ownershipEmail().map(Email::new).ifPresent(rooms::add);
        if (caller.isAdmin()) {
            rooms.add(ADMINS);
        }
        return List.copyOf(rooms);
    }
}
