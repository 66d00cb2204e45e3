package com.smipay.support.ticket.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.db.Statements;
import com.smipay.support.kit.privacy.DataSubject;
import com.smipay.support.kit.text.FoldedText;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is kept of a person, and how it is forgotten (`privacy.md`, Erasure).
public final class Erasures {
    /// How many tickets are looked up at once.
    public static final int BATCH = 100;

    private static final String OWNED = """
            select id
            from (
                (select id from ticket where owner_user_id = :user_id limit :batch)
                union all
                (select id from ticket
                 where owner_user_id is null and email = any (string_to_array(:emails, E'\\x01')) and email <> ''
                 limit :batch)
            ) as owned
            limit :batch
            """;

    /// What a decision leaves of the ticket's texts. The search's text comes from Java, which folds it.
    private static final String FORGET_WORDS = """
            with ticket_forgets as (
                update ticket set subject = :text, newest_preview = :text, feedback = null where id = cast(:id as uuid)
            ), origin_forgets as (
                update ticket_origin
                set description = :text, sender_id = null, sender_name = null, sender_email = null, client_id = null,
                    related_transaction_id = null, device_metadata = null, ip_address = null, user_agent = null,
                    first_message = cast(:first_message as jsonb), attempt = null, email_key = '',
                    search_text = :search_text
                where ticket_id = cast(:id as uuid)
            ), history_forgets as (
                update ticket_history
                set was = case when change in ('claimed', 'contact', 'resolution_notes') then null else was end,
                    became = case when change in ('claimed', 'contact', 'resolution_notes') then null else became end,
                    by_id = nullif(nullif(by_id, cast(:user_id as text)), cast(:sender_id as text)),
                    at = case when change = 'erased' then :now else at end
                where ticket_id = cast(:id as uuid)
            )
            delete from ticket_to_fold where ticket_id = cast(:id as uuid)
            """;

    /// Emails and phone numbers that were corrected, as the history says them.
    private static final String EARLIER_CONTACTS = """
            select was from ticket_history
            where ticket_id = cast(:id as uuid) and change = 'contact' and was is not null
            """;

    /// An opening that has seen a contact stand there and is not committed yet would be found by it no more: so none is
    /// under way meanwhile.
    private static final String WAIT_FOR_OPENINGS = "lock table ticket_origin in share row exclusive mode";

    private static final String FORGET_CONTACTS = """
            delete from contact
            where value = any (string_to_array(:contacts, E'\\x01'))
              and not exists (select from ticket_origin where ticket_origin.email_key = contact.value)
              and not exists (select from ticket_phone where ticket_phone.phone = contact.value)
            """;

    private static final String FORGET_SESSIONS = """
            delete from registration_session where email = any (string_to_array(:emails, E'\\x01'))
            """;

    private static final String FORGET_PERSON = """
            with searched as (
                delete from person_search where person_id = :user_id
            ), waiting as (
                delete from person_to_fold where person_id = :user_id
            )
            delete from person where id = :user_id
            """;

    private Erasures() {}

    /// At most a batch of the person's tickets.
    public static List<UUID> owned(Statements statements, DataSubject person) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("batch", BATCH);
        return statements.query(OWNED, params, row -> row.uuid("id"));
    }

    /// Behind the decision, in its transaction.
    ///
    /// @param before the ticket as it was
    public static void forgetWords(Statements transaction, Ticket before, Ticket after, Instant now) {
        TicketSubmission left = after.submission();
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("id", left.id());
        params.put("text", Owner.ERASED_TEXT);
        params.put("first_message", json(left));
        params.put("search_text", SearchedFields.ofTicket(left.subject(), "", null, left.description(), null, null));
        params.put("user_id", before.owner().userId());
        params.put("sender_id", before.submission().senderId());
        params.put("now", now);
        List<String> earlier = transaction.query(EARLIER_CONTACTS, params, row -> row.text("was"));
        transaction.update(FORGET_WORDS, params);
        IdempotentExecutor.forgetAbout(
                transaction,
                before.owner().userId(),
                List.of(left.id(), left.firstMessageId()),
                List.of(left.number()));
        forgetContacts(transaction, before, earlier);
    }

    /// Emails and phone numbers by which nobody else's ticket is found. The last that the transaction does, for
    /// openings wait for it.
    private static void forgetContacts(Statements transaction, Ticket before, List<String> earlier) {
        Stream<@Nullable String> present =
                Stream.of(before.owner().email(), before.submission().email(), before.phoneNumber());
        String contacts = Stream.concat(present, earlier.stream().flatMap(was -> Stream.of(was.split(", ", -1))))
                .filter(Objects::nonNull)
                .filter(contact -> !contact.isEmpty())
                .flatMap(contact -> Stream.of(contact, FoldedText.of(contact).strip()))
                .distinct()
                .collect(Collectors.joining("\u0001"));
        transaction.update(WAIT_FOR_OPENINGS, Map.of());
        transaction.update(FORGET_CONTACTS, Map.of("contacts", contacts));
    }

    /// The account, and registrations under way. What other systems go on telling of them is theirs to end.
    public static void forgetPerson(Statements statements, DataSubject person) {
        statements.update(FORGET_SESSIONS, Map.of("emails", person.params().get("emails")));
        if (person.userId() != null) {
            statements.update(FORGET_PERSON, Map.of("user_id", person.userId()));
            IdempotentExecutor.forgetAbout(statements, person.userId(), List.of(), List.of());
        }
    }

    private static @Nullable String json(TicketSubmission submission) {
        try {
            return submission.conversationsFirst() == null
                    ? null
                    : Json.mapper().writeValueAsString(submission.conversationsFirst());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A first message that JSON can't carry", e);
        }
    }
}
