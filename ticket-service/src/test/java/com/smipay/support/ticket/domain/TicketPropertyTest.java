package com.smipay.support.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.TicketReference;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// What holds of tickets whatever is done to them, and of what names them. The seed is fixed: every build tries the
/// same.
class TicketPropertyTest {
    private static final String SEED = "4711";

    @Property(seed = SEED)
    void aTicketStaysWholeThroughAnyMoves(@ForAll @Size(max = 25) List<TicketStatus> moves) {
        Ticket ticket = Ticket.open(Samples.submission(), Priority.LOW, "proof");
        Instant now = Samples.OPENED;
        for (TicketStatus to : moves) {
            now = now.plusSeconds(1);
            Decision decision = ticket.changeStatus(to, "Notes", Samples.ADA, now);
            if (to == ticket.standing().status()) {
                assertThat(decision).isInstanceOf(Decision.Unchanged.class);
                continue;
            }
            Ticket after = ((Decision.Changed) decision).after();
            assertThat(after.version()).isEqualTo(ticket.version() + 1);
            assertThat(after.standing().statusVersion()).isEqualTo(after.version());
            assertThat(after.owner()).isEqualTo(ticket.owner());
            assertThat(after.submission()).isEqualTo(ticket.submission());
            settledWhole(ticket.standing(), after.standing());
            ticket = after;
        }
    }

    private static void settledWhole(StatusDetails before, StatusDetails after) {
        boolean settled = after.status().isSettled();
        assertThat(after.resolvedAt() != null).isEqualTo(settled);
        assertThat(after.resolvedBy() != null).isEqualTo(settled);
        assertThat(after.resolutionNotes() != null).isEqualTo(settled);
        if (settled && before.status().isSettled()) {
            assertThat(after.resolvedAt()).as("of the first of the two").isEqualTo(before.resolvedAt());
        }
    }

    @Property(seed = SEED)
    void aMessageNeverSettlesOrOpensATicketAgain(
            @ForAll TicketStatus status,
            @ForAll boolean fromUser,
            @ForAll boolean internal,
            @ForAll @LongRange(max = 9) long seen) {
        Decision decision = Samples.ticket(status).take(Samples.message(fromUser, internal), seen, Samples.LATER);

        if (decision instanceof Decision.Changed changed) {
            assertThat(internal).isFalse();
            assertThat(status.isSettled()).isFalse();
            assertThat(seen).isGreaterThanOrEqualTo(3);
            assertThat(changed.after().standing().status()).isEqualTo(TicketStatus.IN_PROGRESS);
        }
    }

    @Property(seed = SEED)
    void nobodyButAnAdminMakesATicketUrgent(@ForAll SupportType type) {
        assertThat(PriorityInference.of(type)).isNotEqualTo(Priority.URGENT);
    }

    @Property(seed = SEED)
    void aNumberInAnyCaseNamesOneTicket(
            @ForAll("prefixes") String prefix,
            @ForAll @IntRange(min = 2020, max = 9999) int year,
            @ForAll @LongRange(min = 1, max = 999_999_999_999L) long ordinal) {
        String number = "%s-%04d-%06d".formatted(prefix, year, ordinal);
        TicketReference reference = TicketReference.parse(number).orElseThrow();

        assertThat(reference.text()).isEqualTo(number.toUpperCase(Locale.ROOT));
        assertThat(TicketReference.parse(number.toLowerCase(Locale.ROOT))).contains(reference);
        assertThat(TicketReference.parse(reference.text())).contains(reference);
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(32);
    }

    /// What names a ticket goes into the path of a peer's address as it stands.
    @Property(seed = SEED)
    void whateverNamesATicketNeedsNoEscaping(@ForAll String text) {
        TicketReference.parse(text)
                .ifPresent(reference -> assertThat(reference.text()).matches("[A-Za-z0-9._-]+"));
        assertThat(TicketReference.parse("SMI-2026-000001" + text)
                        .map(TicketReference::text)
                        .orElse("SMI-2026-000001"))
                .matches("SMI-2026-[0-9]{6,18}");
    }

    @Property(seed = SEED)
    void aPageGoesOnWhereItEnded(
            @ForAll @LongRange(max = 253_402_300_799_000L) long milli, @ForAll long high, @ForAll long low) {
        PageCursor cursor = new PageCursor(Instant.ofEpochMilli(milli), new UUID(high, low));

        assertThat(PageCursor.decode(cursor.encode())).contains(cursor);
    }

    @Property(seed = SEED)
    void whatNoPageGaveOutIsNoCursor(@ForAll String text) {
        PageCursor.decode(text)
                .ifPresent(
                        cursor -> assertThat(PageCursor.decode(cursor.encode())).contains(cursor));
    }

    @Property(seed = SEED)
    void aStoredPhoneNumberIsItsOwnSpelling(@ForAll("phones") String text) {
        PhoneNumbers.e164(text).ifPresent(number -> {
            assertThat(number).matches("\\+[1-9][0-9]{5,14}");
            assertThat(PhoneNumbers.e164(number)).contains(number);
            assertThat(PhoneNumbers.e164(" " + number + " ")).contains(number);
        });
    }

    @Provide
    Arbitrary<String> phones() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMinLength(7).ofMaxLength(15).map(digits -> "0" + digits),
                Arbitraries.strings().numeric().ofLength(8).map(digits -> "080" + digits),
                Arbitraries.strings().withChars("0123456789+-() .;ext#*٠１").ofMaxLength(25),
                Arbitraries.strings().ofMaxLength(300));
    }
}
