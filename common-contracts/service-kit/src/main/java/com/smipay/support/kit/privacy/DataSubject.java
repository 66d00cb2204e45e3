package com.smipay.support.kit.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.Uuids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A person whose data is kept, as the law calls them: by their account, by email addresses, or by both. What was
/// written with a token is theirs by the account; what was written without one, and claimed by nobody since, by the
/// email (`decisions.md` 13).
///
/// @param userId null where they have no account
/// @param emails trimmed and in lower case
public record DataSubject(@Nullable String userId, List<String> emails) {
    private static final int MAX_ID = 128;
    private static final int MOST_EMAILS = 20;

    /// No address has that character.
    private static final String SEPARATOR = "\u0001";

    public DataSubject {
        emails = List.copyOf(emails);
    }

    /// Reads `user_id` and `emails`, of which one must be there.
    ///
    /// @throws com.smipay.support.kit.http.Problem 400 that names the field
    static DataSubject read(Fields fields) {
        String id = fields.optionalText("user_id", 1, MAX_ID);
        List<String> emails = emails(fields);
        if (id == null && emails.isEmpty() && !fields.isRejected("user_id") && !fields.isRejected("emails")) {
            fields.reject("user_id", "user_id or emails is required");
        }
        fields.check();
        return new DataSubject(id == null ? null : Uuids.normal(id), emails);
    }

    private static List<String> emails(Fields fields) {
        JsonNode told = fields.filled("emails");
        if (told == null) {
            return List.of();
        }
        TreeSet<String> emails = new TreeSet<>();
        for (JsonNode one : told) {
            EmailAddress.parse(one.asText()).ifPresentOrElse(emails::add, () -> rejectEmails(fields));
        }
        if (!told.isArray() || told.size() > MOST_EMAILS) {
            rejectEmails(fields);
        }
        return List.copyOf(emails);
    }

    private static void rejectEmails(Fields fields) {
        if (!fields.isRejected("emails")) {
            fields.reject("emails", "emails must be a list of at most " + MOST_EMAILS + " email addresses");
        }
    }

    /// The same with one more address.
    public DataSubject reachedAt(Optional<String> email) {
        TreeSet<String> all = new TreeSet<>(emails);
        email.map(EmailAddress::normal).filter(EmailAddress::isAddress).ifPresent(all::add);
        return new DataSubject(userId, List.copyOf(all));
    }

    /// `user_id` and `emails` for a statement: `string_to_array(:emails, E'\x01')`. An account that nobody has stands
    /// for none.
    public Map<String, Object> params() {
        return Map.of("user_id", userId == null ? "" : userId, "emails", String.join(SEPARATOR, emails));
    }
}
