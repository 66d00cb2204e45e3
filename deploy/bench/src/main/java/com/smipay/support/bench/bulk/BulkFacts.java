package com.smipay.support.bench.bulk;

import java.time.Instant;

/// What is so of each bulk ticket. Everything follows from the ticket's place, so that three databases that never meet
/// get the same tickets.
///
/// Every ticket was opened by a user, answered by an admin in turns with the user, and left by the admin in the
/// state that it has. Each user has [#OF_A_USER] tickets spread over all of them; whatever the number of tickets,
/// [#RARE] are escalated, half of these urgent, and [#WITH_WORD] bear a word of their own in the subject.
///
/// @param tickets a multiple of 1,000
/// @param newest when the last ticket was opened, in whole seconds
public record BulkFacts(int tickets, Instant newest) {
    public static final int OF_A_USER = 20;
    public static final int RARE = 40;
    public static final int WITH_WORD = 15;
    public static final String WORD = "marmalade";

    /// Every sixteenth ticket is as long as this, the others have four messages: five on average.
    public static final int LONG = 20;

    /// Every so manieth ticket is a long one.
    public static final int LONG_EVERY = 16;

    /// Between two tickets.
    public static final int SECONDS_APART = 25;

    private static final int STEP = 1_000;

    public BulkFacts {
        if (tickets <= 0 || tickets % STEP != 0) {
            throw new IllegalArgumentException("Tickets come by the thousand, not " + tickets);
        }
    }

    /// Creates the temporary table `fact`, with a row for each ticket.
    String table() {
        return """
            create temporary table fact as
            with numbered as (
                select i, cast('%2$s' as timestamptz) - (%1$d - i) * interval '%3$d seconds' as opened_at,
                       (i - 1) %% (%1$d / 20) as owner, case when i %% (%1$d / 40) = 0 then i / (%1$d / 40) end as rare,
                       case when i %% 16 = 0 then 20 else 4 end as messages, 10 + i %% 20 as step
                from generate_series(1, %1$d) as i
            ), worded as (
                select numbered.*,
                       case when rare is not null then 'escalated'
                            else (array['pending', 'in_progress', 'in_progress', 'waiting_user', 'resolved', 'resolved',
                                        'closed', 'closed', 'closed', 'closed'])[i %% 10 + 1] end as status,
                       case when rare %% 2 = 0 then 'urgent'
                            when rare is null and i %% 50 = 49 then 'urgent'
                            else (array['low', 'medium', 'high'])[i / 7 %% 3 + 1] end as priority,
                       (array['GENERAL_INQUIRY', 'REGISTRATION_ISSUE', 'LOGIN_ISSUE', 'TRANSACTION_ISSUE',
                              'PAYMENT_ISSUE', 'ACCOUNT_ISSUE', 'WALLET_ISSUE', 'CARD_ISSUE', 'KYC_VERIFICATION_ISSUE',
                              'SECURITY_ISSUE', 'BILLING_ISSUE', 'REFUND_REQUEST', 'FEATURE_REQUEST', 'BUG_REPORT',
                              'OTHER'])[i / 3 %% 15 + 1] as support_type,
                       lpad(to_hex(cast(extract(epoch from opened_at) * 1000 as bigint)), 12, '0') as stamp,
                       lpad(to_hex(i), 12, '0') as tail,
                       case when i %% 10 <> 0 then '0192bbbb-0000-7000-8000-' || lpad(text(i %% 20), 12, '0')
                            end as assigned_to
                from numbered
            )
            select i, owner, messages, step, opened_at, status, priority, support_type, stamp, tail, assigned_to,
                   cast(stamp || '70008000' || tail as uuid) as id,
                   'SMI-' || to_char(opened_at at time zone 'UTC', 'YYYY') || '-'
                       || lpad(text(i), greatest(6, length(text(i))), '0') as number,
                   '0192aaaa-0000-7000-8000-' || lpad(text(owner), 12, '0') as user_id,
                   'user' || owner || '@example.com' as email,
                   'User Number' || owner as user_name,
                   '+234801' || lpad(text(owner), 7, '0') as phone_number,
                   case when rare <= 15 then 'Charged twice for a jar of marmalade'
                        else (array['My transfer is stuck', 'Card declined at the till', 'Cannot sign in since the update',
                                    'Wallet shows a wrong balance', 'Refund has not arrived',
                                    'Please correct my name', 'The bill was paid twice'])[i %% 7 + 1]
                        end as subject,
                   (array['The bank', 'The shop', 'My employer', 'The app', 'A colleague'])[i %% 5 + 1] || ' says that '
                       || (array['it left', 'it was sent', 'nothing came', 'a code is missing'])[i / 5 %% 4 + 1]
                       || ' on day ' || cast(i as bigint) * 7919 %% 365 || ', the reference is tx-' || md5(text(i))
                       || '. Can you look into it?' as description,
                   '0192bbbb-0000-7000-8000-' || lpad(text(i %% 20), 12, '0') as admin_id,
                   'Admin Number' || i %% 20 as admin_name,
                   'admin' || i %% 20 || '@smipay.example' as admin_email,
                   status in ('resolved', 'closed') as settled,
                   case when status in ('resolved', 'closed') and i %% 3 = 0 then cast(i %% 5 + 1 as smallint) end as stars,
                   case when i %% 2 = 0 then messages else 0 end as read_seq,
                   opened_at + (messages - 1) * step * interval '1 second' as newest_at,
                   opened_at + interval '15 minutes' as left_at,
                   cast(2 + case when assigned_to is null then 0 else 1 end
                          + case when priority = 'urgent' then 1 else 0 end
                          + case when status = 'in_progress' then 0 else 1 end as bigint) as version
            from worded
            """.formatted(tickets, newest, SECONDS_APART);
    }

    /// SQL for the id of a ticket's message at a place of its own.
    static String messageId(String seq) {
        return "cast(stamp || '7' || lpad(to_hex(" + seq + "), 3, '0') || '9000' || tail as uuid)";
    }

    /// SQL for what a message at a place says.
    static String message(String seq) {
        return """
                case when %1$s = 1 then description
                     when %1$s %% 2 = 0 then 'Thank you. Step ' || %1$s || ' of the check is done, we write again soon.'
                     else 'Any news about ' || md5(i || '/' || %1$s) || '? I wait for ' || %1$s || ' days.' end
                """.formatted(seq);
    }
}
