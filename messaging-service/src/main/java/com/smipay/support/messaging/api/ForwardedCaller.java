package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.domain.Person;

/// Reads the person whose token a peer has looked at.
final class ForwardedCaller {
    private static final int MAX = 1000;

    private ForwardedCaller() {}

    /// From `user_id`, `email` (only where it may prove ownership), `first_name`, `last_name` and `role` of a
    /// peer's request.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 without `user_id` or `role`
    static Person parse(ObjectNode object) {
        Fields fields = new Fields(object);
        String userId = fields.text("user_id", 1, MAX);
        String email = fields.optionalText("email", 0, MAX);
        String firstName = fields.optionalText("first_name", 0, MAX);
        String lastName = fields.optionalText("last_name", 0, MAX);
        String role = fields.text("role", 1, MAX);
        fields.check();
        String address = email == null ? null : EmailAddress.normal(email);
        return new Person(Uuids.normal(userId), address, address, firstName, lastName, role.equals("admin"));
    }
}
