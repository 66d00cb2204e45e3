package com.smipay.support.messaging.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.kit.command.IdempotencyKey;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.domain.Words;
import com.smipay.support.messaging.posting.NewMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the ticket service passes on of a `request-support` with a `ticket_number` (`decisions.md` 16): the
/// message, and everything that speaks for its caller.
///
/// @param person null without a token
/// @param deviceId a credential: never logged
record ForwardedMessage(NewMessage message, @Nullable Person person, String deviceId, Optional<IdempotencyKey> key) {
    private static final String MESSAGE = "message";
    private static final int MAX = 64 * 1024;

    /// What is wrong with the message is told in the words of the caller's own request, which calls it
    /// `description`.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static ForwardedMessage parse(String ticketNumber, ObjectNode body) {
        Fields fields = new Fields(body);
        String text = fields.text(MESSAGE, 0, Integer.MAX_VALUE);
        new TextRule(NewMessage.MIN_LENGTH, NewMessage.MAX_LENGTH)
                .fault("description", text)
                .ifPresent(fault -> fields.reject("description", fault));
        String email = fields.email("email");
        String clientId = ClientIdField.of(fields);
        String deviceId = fields.text("device_id", 1, MAX);
        ObjectNode caller = fields.optionalObject("caller");
        String key = fields.optionalText("idempotency_key", 1, MAX);
        String path = fields.text("path", 1, MAX);
        String bodyHash = key == null ? "" : fields.text("body_hash", 1, MAX);
        fields.check();
        Person person = caller == null ? null : ForwardedCaller.parse(caller);
        return new ForwardedMessage(
                new NewMessage(ticketNumber, new Words(text, clientId), email),
                person,
                deviceId,
                Optional.ofNullable(key)
                        .map(k -> IdempotencyKey.forwarded(
                                k, person == null ? null : person.userId(), deviceId, path, bodyHash)));
    }
}
