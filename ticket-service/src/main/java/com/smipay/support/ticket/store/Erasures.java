package com.smipay.support.ticket.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.kit.command.IdempotentExecutor;
import com.smipay.support.kit.db.Database;
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
    private static final int BATCH = 100;

    /// While openings with new contacts wait.
    private static final int CONTACTS_AT_ONCE = 500;

    private static final String OWNED = """
            (select id from ticket
             where owner_user_id = :user_id and (:one = '' or id = cast(nullif(:one, '') as uuid))
             limit :batch)
            union
            (select id from ticket
             where owner_user_id is null and email = any (string_to_array(:emails, E'\\x01')) and email <> ''
               and (:one = '' or id = cast(nullif(:one, '') as uuid))
             limit :batch)
            union
            (select ticket.id
             from ticket_history as released
             join ticket on ticket.id = released.ticket_id
             where released.was = :user_id and released.change = 'claimed' and released.became is null
               and ticket.owner_user_id is null and (:one = '' or ticket.id = cast(nullif(:one, '') as uuid))
             limit :batch)
            """;

    private static final String NOTE_CONTACTS = """
            insert into contact_to_forget (value)
            select unnest(string_to_array(:contacts, E'\\x01')) on conflict do nothing
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
                    by_id = case when change <> 'claimed'
                                 then nullif(nullif(by_id, cast(:user_id as text)), cast(:sender_id as text)) end,
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

    /// See migration V18: `remember_contacts_of` holds it shared.
    private static final String WAIT_FOR_CONTACTS = "select pg_advisory_xact_lock(3617465)";

    private static final String FORGET_CONTACTS = """
            with noted as (
                delete from contact_to_forget
                where value in (select value from contact_to_forget limit :batch)
                returning value
            )
            delete from contact
            using noted
            where contact.value = noted.value
              and not exists (select from ticket_origin where ticket_origin.email_key = contact.value)
              and not exists (select from ticket_phone where ticket_phone.phone = contact.value)
            """;

    private static final String ARE_CONTACTS_NOTED = "select exists (select from contact_to_forget) as noted";

    /// The version before kept an email with what can't be seen at its ends.
    private static final String FORGET_SESSIONS = """
            delete from registration_session
            where lower(btrim(email, E' \\t\\r\\n\\u00a0\\u200b\\ufeff')) = any (string_to_array(:emails, E'\\x01'))
            """;

    /// Waits for whoever folds this person just now, and what was folded is seen by the next statement only.
    private static final String FOLD_NO_MORE = "delete from person_to_fold where person_id = :user_id";

    private static final String FORGET_PERSON = """
            with searched as (
                delete from person_search where person_id = :user_id
            )
            delete from person where id = :user_id
            """;

    private Erasures() {}

    /// At most a batch of the person's tickets: those of the account, those of nobody with an address of
    /// theirs, and those that the account had until it was gone.
    public static List<UUID> owned(Statements statements, DataSubject person) {
        return owned(statements, person, "");
    }

    /// Whether this one is theirs still.
    public static boolean isOwned(Statements transaction, DataSubject person, UUID ticket) {
        return !owned(transaction, person, ticket.toString()).isEmpty();
    }

    private static List<UUID> owned(Statements statements, DataSubject person, String one) {
        Map<String, Object> params = new HashMap<>(person.params());
        params.put("batch", BATCH);
        params.put("one", one);
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
        IdempotentExecutor.forgetLater(
                transaction, List.of(left.id().toString(), left.firstMessageId().toString(), left.number()));
        noteContacts(transaction, before, earlier);
    }

    private static void noteContacts(Statements transaction, Ticket before, List<String> earlier) {
        Stream<@Nullable String> present =
                Stream.of(before.owner().email(), before.submission().email(), before.phoneNumber());
        String contacts = Stream.concat(present, earlier.stream().flatMap(was -> Stream.of(was.split(", ", -1))))
                .filter(Objects::nonNull)
                .filter(contact -> !contact.isEmpty())
                .flatMap(contact -> Stream.of(contact, FoldedText.of(contact).strip()))
                .distinct()
                .collect(Collectors.joining("\u0001"));
        transaction.update(NOTE_CONTACTS, Map.of("contacts", contacts));
    }

    /// Forgets emails and phone numbers of erased tickets by which nobody else's ticket is found; any replica
    /// may call it at any time.
    public static void forgetContacts(Database database) {
        if (!database.queryOne(ARE_CONTACTS_NOTED, Map.of(), row -> row.flag("noted"))
                .orElse(false)) {
            return;
        }
        database.transaction(transaction -> {
            transaction.query(WAIT_FOR_CONTACTS, Map.of(), row -> true);
            return transaction.update(FORGET_CONTACTS, Map.of("batch", CONTACTS_AT_ONCE));
        });
    }

    /// The account, and registrations under way. What other systems go on telling of them is theirs to end.
    public static void forgetPerson(Statements statements, DataSubject person) {
        statements.update(FORGET_SESSIONS, Map.of("emails", person.params().get("emails")));
        if (person.userId() != null) {
            Map<String, Object> userId = Map.of("user_id", person.userId());
            statements.update(FOLD_NO_MORE, userId);
            statements.update(FORGET_PERSON, userId);
            IdempotentExecutor.forgetAnswersTo(statements, person.userId());
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
