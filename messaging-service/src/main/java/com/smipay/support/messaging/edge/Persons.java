package com.smipay.support.messaging.edge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.Person;

/// Makes persons of tokens, and of what a peer says that it read in one.
public final class Persons {
    private static final int MAX = 1000;

    private Persons() {}

    public static Person of(Caller caller) {
        return new Person(
                caller.userId(),
                caller.ownershipEmail().orElse(null),
                caller.email(),
                caller.firstName(),
                caller.lastName(),
                caller.isAdmin());
    }

    /// From `user_id`, `email` (only where it may prove ownership), `first_name`, `last_name` and `role` of a peer's
    /// request.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 without `user_id` or `role`
    public static Person told(ObjectNode object) {
        Fields fields = new Fields(object);
        String userId = fields.text("user_id", 1, MAX);
        String email = fields.optionalText("email", 0, MAX);
        String firstName = fields.optionalText("first_name", 0, MAX);
        String lastName = fields.optionalText("last_name", 0, MAX);
        String role = fields.text("role", 1, MAX);
        fields.check();
        String address = email == null ? null : Texts.email(email);
        return new Person(Uuids.normal(userId), address, address, firstName, lastName, role.equals("admin"));
    }
}
