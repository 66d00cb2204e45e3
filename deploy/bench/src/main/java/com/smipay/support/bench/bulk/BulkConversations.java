package com.smipay.support.bench.bulk;

import java.util.List;
import java.util.stream.Stream;

/// The messaging service's rows: conversations, messages, the copies of ratings, and chats.
final class BulkConversations {
    private static final String CONVERSATIONS =
            """
            insert into conversation (ticket_id, ticket_number, ticket_version, owner_user_id, owner_email, owner_name,
                                      subject, support_type, status, priority, phone_number, ticket_created_at,
                                      ticket_updated_at, revision, seq, last_at, visible_count, newest_id, newest_seq,
                                      newest_preview, newest_is_from_user, newest_at, first_reply_at, last_reply_at,
                                      read_seq, read_message_id, read_at)
            select id, number, version, user_id, email, user_name, subject, support_type, status, priority, phone_number,
                   opened_at, left_at, messages + case when read_seq > 0 then 1 else 0 end, messages, newest_at, messages,
                   %1$s, messages, left(%2$s, 100), false, newest_at, opened_at + step * interval '1 second', newest_at,
                   read_seq, case when read_seq > 0 then %1$s end,
                   case when read_seq > 0 then newest_at + interval '10 seconds' end
            from fact
            order by i
            """.formatted(BulkFacts.messageId("messages"), BulkFacts.message("messages"));

    /// In the order of their times, as they would have come: those of a conversation do not lie side by side.
    private static final String MESSAGES = """
            insert into message (ticket_id, seq, id, message, is_from_user, sender_id, sender_name, sender_email, created_at)
            select id, seq, %s, %s, seq %% 2 = 1, case when seq %% 2 = 1 then user_id else admin_id end,
                   case when seq %% 2 = 1 then user_name else admin_name end,
                   case when seq %% 2 = 1 then email else admin_email end,
                   opened_at + (seq - 1) * step * interval '1 second'
            from fact
            cross join lateral generate_series(1, messages) as seq
            order by opened_at + (seq - 1) * step * interval '1 second'
            """.formatted(BulkFacts.messageId("seq"), BulkFacts.message("seq"));

    private static final String RATINGS = """
            insert into rating_copy (ticket_id, rating)
            select id, stars from fact where stars is not null order by i
            """;

    static final BulkDatabase DATABASE = new BulkDatabase(
            "messaging",
            joined(List.of("conversation", "message", "rating_copy"), BulkChats.TABLES),
            joined(List.of(CONVERSATIONS, MESSAGES, RATINGS), BulkChats.INSERTS));

    private BulkConversations() {}

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
