package com.smipay.support.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// However a search is put to the indexes, it finds what going through all tickets would find. What a great many
/// tickets share: [CommonSearchTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    @AutoClose
    private final SearchFixture tickets = SearchFixture.ofAllKinds();

    @Test
    void aSearchFindsWhatGoingThroughAllTicketsFinds() {
        List<String> searches = tickets.searches();
        tickets.database.update("delete from common_trigram", Map.of());
        searches.forEach(tickets::holds);
        CommonTrigrams.count(tickets.database);
        assertThat(tickets.at.number(
                        "select count(*) from common_trigram where trigram in ('twi', 'bil') and share > 0.9"))
                .isEqualTo(2);
        assertThat(tickets.at.number("select count(*) from common_trigram where trigram = 'mal'"))
                .as("a rare one")
                .isZero();
        searches.forEach(tickets::holds);
    }

    /// Of words with blanks and signs between them, too.
    @Test
    void theIndexOfWordsIsAskedForWhatIsRare() {
        CommonTrigrams.count(tickets.database);

        assertThat(SearchText.of("twice for a jar")
                        .orElseThrow()
                        .beforehand(tickets.database)
                        .rarest())
                .containsExactly("jar");
        assertThat(SearchText.of("user17@")
                        .orElseThrow()
                        .beforehand(tickets.database)
                        .rarest())
                .isNotEmpty();
        assertThat(SearchText.of("paid twice")
                        .orElseThrow()
                        .beforehand(tickets.database)
                        .rarest())
                .isEmpty();
        assertThat(SearchText.of("мир jar")
                        .orElseThrow()
                        .beforehand(tickets.database)
                        .rarest())
                .isEmpty();
    }

    @Test
    void aSearchNeverCrossesFields() {
        assertThat(tickets.found("order 1user1")).isEmpty();
        assertThat(tickets.found("order 1the app")).isEmpty();
        assertThat(tickets.found("example.com+234")).isEmpty();
        assertThat(tickets.found("example.comthe")).isEmpty();
    }

    @Test
    void anEmailThatManyTellIsFoundByAnyPart() {
        assertThat(tickets.found("mail+box@")).hasSize(50).isEqualTo(tickets.found(SearchFixture.SHARED));
        assertThat(tickets.found("red.mail")).hasSize(50);
    }

    /// Rows of the first schema begin with their number; a row of the version before says everything that is needed.
    @Test
    void rowsOfEarlierVersionsAreFoundAsWell() {
        tickets.at.execute("""
                create temporary table one as select * from ticket limit 1;
                update one set id = '00000000-0000-7000-8000-000000000001', ticket_number = 'SMI-1998-000001',
                               subject = 'Zebra', email = 'old@row.ng', phone_number = '+15550001';
                insert into ticket (id, ticket_number, version, status_version, email, subject, support_type, status,
                                    priority, phone_number, created_at, updated_at, conversation_revision, last_seq,
                                    message_count, newest_seq, newest_preview, newest_is_from_user, newest_at, read_seq)
                select id, ticket_number, version, status_version, email, subject, support_type, status, priority,
                       phone_number, created_at, updated_at, conversation_revision, last_seq, message_count, newest_seq,
                       newest_preview, newest_is_from_user, newest_at, read_seq
                from one;
                insert into ticket_origin (ticket_id, first_message_id, description, number_key, email_key, search_text)
                select id, id, 'Quagga', 'smi-1998-000001', email,
                       concat_ws(chr(1), 'smi-1998-000001', 'zebra', email, phone_number, 'quagga')
                from one
                """);
        try {
            for (String search : List.of("zebr", "quag", "ld@row", "555000", "1998-0000", "smi-1998-000001")) {
                assertThat(tickets.found(search)).as(search).containsExactly("SMI-1998-000001");
                tickets.holds(search);
            }
        } finally {
            tickets.at.execute("delete from ticket_origin where email_key = 'old@row.ng';"
                    + "delete from ticket where email = 'old@row.ng'");
        }
    }
}
