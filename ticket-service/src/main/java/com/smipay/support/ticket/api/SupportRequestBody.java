package com.smipay.support.ticket.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.http.ClientIdField;
import com.smipay.support.kit.http.DeviceMetadata;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.PhoneField;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.ticket.opening.SupportRequest;
import java.util.List;
import java.util.Optional;

/// Reads the body of `support-api.md` §1.
final class SupportRequestBody {
    private static final int MAX_REFERENCE = 255;

    /// `urgent` is for admins (`admin-api.md`, Priority).
    private static final List<String> PRIORITIES = List.of("low", "medium", "high");

    private SupportRequestBody() {}

    /// In the order of the contract's table, which is the order of the errors.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 naming every offending field
    static SupportRequest parse(ObjectNode body) {
        Fields fields = new Fields(body);
        String subject = BlankText.trim(fields.text("subject", 5, 200));
        String description = fields.text("description", 10, 5000);
        String email = fields.email("email");
        String phoneNumber = PhoneField.of(fields);
        SupportType type = fields.optionalWord("support_type", SupportType::parse, SupportType.words());
        Priority priority = fields.optionalWord("priority", SupportRequestBody::priority, PRIORITIES);
        String transaction = fields.optionalId("related_transaction_id", MAX_REFERENCE);
        String session = fields.optionalId("session_id", MAX_REFERENCE);
        ObjectNode metadata = DeviceMetadata.of(fields);
        String client = ClientIdField.of(fields);
        fields.check();
        return new SupportRequest(
                subject,
                description,
                email,
                phoneNumber,
                type == null ? SupportType.GENERAL_INQUIRY : type,
                priority,
                transaction,
                session,
                metadata,
                client);
    }

    private static Optional<Priority> priority(String word) {
        return Priority.parse(word).filter(priority -> priority != Priority.URGENT);
    }
}
