package com.smipay.support.ticket.store;

import com.github.f4b6a3.uuid.UuidCreator;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.db.Database;
import com.smipay.support.ticket.domain.Ticket;
import com.smipay.support.ticket.domain.TicketSubmission;
import com.smipay.support.ticket.store.Openings.ClientMetadata;
import com.smipay.support.ticket.store.Openings.Preparation;
import org.jspecify.annotations.Nullable;

/// Tickets for tests of the store.
final class Seed {
    private Seed() {}

    /// Opened now.
    static Ticket open(
            Database database,
            String subject,
            String email,
            @Nullable String userId,
            SupportType type,
            Priority priority) {
        return open(database, subject, "A description of " + subject, email, null, userId, type, priority);
    }

    /// A guest's, opened now.
    static void open(
            Database database, String subject, String description, String email, @Nullable String phoneNumber) {
        open(database, subject, description, email, phoneNumber, null, SupportType.OTHER, Priority.LOW);
    }

    private static Ticket open(
            Database database,
            String subject,
            String description,
            String email,
            @Nullable String phoneNumber,
            @Nullable String userId,
            SupportType type,
            Priority priority) {
        OpeningWriter openings = OpeningWriter.of(database);
        Preparation known = openings.prepare("SMI", null, userId);
        TicketSubmission submission = new TicketSubmission(
                UuidCreator.getTimeOrderedEpoch(),
                known.number(),
                subject,
                description,
                type,
                email,
                phoneNumber,
                null,
                UuidCreator.getTimeOrderedEpoch(),
                userId,
                null,
                known.now(),
                null);
        Ticket ticket = Ticket.open(submission, priority, null);
        openings.insert(ticket, new ClientMetadata("{}", "127.0.0.1", null, null));
        return ticket;
    }

    /// A great many tickets that never went through the service, a second apart, with figures to match.
    static final String MANY = """
            insert into ticket (id, ticket_number, version, status_version, owner_user_id, email, subject, support_type,
                                status, priority, phone_number, assigned_to, created_at, updated_at, conversation_revision, last_seq,
                                message_count, newest_seq, newest_preview, newest_is_from_user, newest_at, read_seq)
            select cast(lpad(to_hex(n), 32, '0') as uuid), 'SMI-2020-' || lpad(n::text, 6, '0'), 1, 1,
                   case when n %% 3 = 0 then 'u-' || (n %% 1000) end, 'p' || (n %% 5000) || '@x.ng', 'Subject ' || n,
                   (array['GENERAL_INQUIRY','LOGIN_ISSUE','CARD_ISSUE','OTHER','BUG_REPORT'])[1 + n %% 5],
                   case when n %% 997 = 0 then 'escalated' when n > %1$d - 50 then 'pending' else 'closed' end,
                   (array['low','medium','high'])[1 + n %% 3],
                   '+234' || abs(hashtext('p' || (n %% 5000) || '@x.ng')),
                   case when n %% 7 = 0 then '6f9619ff-8b86-4011-b42d-00cf4fc964ff' end,
                   timestamptz '2020-01-01' + n * interval '1 second',
                   timestamptz '2020-01-01' + n * interval '1 second', 1, 1, 1, 1, 'Words', true, now(), 0
            from generate_series(1, %1$d) as n;
            insert into ticket_origin (ticket_id, first_message_id, description, number_key, email_key, search_text,
                                       folded)
            select id, id, 'Words', lower(ticket_number), email,
                   lower(subject || chr(1) || email || chr(1) || phone_number || chr(1) || 'words ' || md5(subject)), true
            from ticket;
            insert into ticket_history (ticket_id, at, change, became)
            select id, created_at, 'opened', 'pending' from ticket;
            insert into analytics_total (status, priority, support_type, unassigned, tickets, responses,
                                         response_seconds, rated, rating_sum)
            select status, priority, support_type, assigned_to is null, count(*), 0, 0, 0, 0
            from ticket group by 1, 2, 3, 4;
            """;
}
