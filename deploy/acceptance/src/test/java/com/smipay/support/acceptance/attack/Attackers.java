package com.smipay.support.acceptance.attack;

import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.Ticket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Everybody who may come to one ticket.
///
/// @param opener whose ticket it is: an account, or a guest
record Attackers(Person opener, Ticket ticket) {
    /// Opens the ticket.
    static Attackers on(Person opener) {
        return new Attackers(opener, opener.app().open());
    }

    /// @param caller as a column of the table names it
    Person person(String caller) {
        return switch (caller) {
            case "owner" -> opener;
            case "device" -> opener.withToken(null);
            case "email", "other device" -> Person.guest();
            case "account" -> opener.registered();
            case "unverified" -> opener.withDevice(Canary.device()).withToken(token(Map.of("email_verified", false)));
            case "other user" -> Person.user();
            case "admin" -> Person.admin();
            case "expired" -> opener.withToken(token(Map.of("exp", Instant.now().getEpochSecond() - 60)));
            case "nobody" -> Person.guest();
            default -> throw new IllegalArgumentException(caller);
        };
    }

    private String token(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(opener.claims("user"));
        claims.putAll(changes);
        return Person.token(claims);
    }

    /// What this caller would give as the ticket's email.
    String email(String caller) {
        return switch (caller) {
            case "other user", "other device" -> Canary.email();
            default -> ticket.email();
        };
    }

    /// @return the call with all that this caller has to show
    Call by(String caller, Call call) {
        return caller.equals("nobody") ? call : call.by(person(caller));
    }
}
