package com.smipay.support.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.kit.text.PageCursor;
import com.smipay.support.kit.text.PersonName;
import com.smipay.support.kit.text.PhoneNumbers;
import com.smipay.support.kit.text.TicketReference;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    /// The table of `support-api.md`, Priority: all fifteen types.
    @ParameterizedTest
    @CsvSource({
        "SECURITY_ISSUE, HIGH",
        "REFUND_REQUEST, HIGH",
        "REGISTRATION_ISSUE, HIGH",
        "LOGIN_ISSUE, HIGH",
        "TRANSACTION_ISSUE, MEDIUM",
        "PAYMENT_ISSUE, MEDIUM",
        "ACCOUNT_ISSUE, MEDIUM",
        "WALLET_ISSUE, MEDIUM",
        "CARD_ISSUE, MEDIUM",
        "KYC_VERIFICATION_ISSUE, MEDIUM",
        "BILLING_ISSUE, MEDIUM",
        "BUG_REPORT, MEDIUM",
        "FEATURE_REQUEST, LOW",
        "GENERAL_INQUIRY, LOW",
        "OTHER, LOW",
    })
    void thePriorityFollowsFromTheType(SupportType type, Priority priority) {
        assertThat(PriorityInference.of(type)).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({
        "08012345678, +2348012345678",
        "0801 234 5678, +2348012345678",
        "(0801)-234-5678, +2348012345678",
        "+2348012345678, +2348012345678",
        "2348012345678, +2348012345678",
        "009 234 801 234 5678, +2348012345678",
        "+44 20 7946 0958, +442079460958",
        "+1 650-253-0000, +16502530000",
        "٠٨٠١٢٣٤٥٦٧٨, +2348012345678",
    })
    void whatIsAValidNumberIsStoredAsE164(String text, String number) {
        assertThat(PhoneNumbers.e164(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345", "hello", "+", "+999123456789", "0801234567", "080123456789012345678"})
    void whatIsNoValidNumberIsNone(String text) {
        assertThat(PhoneNumbers.e164(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0}, ends {1}, {2}: {3}")
    @CsvSource(
            nullValues = "null",
            value = {
                "active,  2026-02-24T10:30:01Z, a@x.ng,     true",
                "pending, 2026-02-24T10:30:01Z, ' A@X.NG ', true",
                "null,    2026-02-24T10:30:01Z, a@x.ng,     true",
                "active,  2026-02-24T10:30:01Z, 'a@x.ng\u00a0', true",
                "active,  2026-02-24T10:30:01Z, '\ufeffa@x.ng', true",
                "active,  2026-02-24T10:30:00Z, a@x.ng,     false",
                "done,    2026-02-24T10:30:01Z, a@x.ng,     false",
                "ACTIVE,  2026-02-24T10:30:01Z, a@x.ng,     false",
                "active,  2026-02-24T10:30:01Z, b@x.ng,     false",
            })
    void aRegistrationHasToLiveAndBeThePersons(String status, Instant expiresAt, String email, boolean live) {
        RegistrationSession session = new RegistrationSession("s", email, null, null, null, expiresAt, status);

        assertThat(Registration.isLive(session, "a@x.ng", Samples.OPENED)).isEqualTo(live);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"Ada, Obi, Ada Obi", "Ada, null, Ada", "null, Obi, Obi", "' ', null, null", "null, null, null"})
    void aNameIsWhatIsKnownOfIt(String first, String last, String name) {
        assertThat(PersonName.of(first, last)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "SMI-2026-000001, SMI-2026-000001",
        "smi-2026-000001, SMI-2026-000001",
        "Smi-2026-12345678, SMI-2026-12345678",
        "my-desk.x-2026-000001, MY-DESK.X-2026-000001",
    })
    void aNumberIsComparedInUpperCase(String text, String number) {
        assertThat(TicketReference.parse(text)).contains(new TicketReference.ByNumber(number));
    }

    @Test
    void anIdIsRecognizedInAnyCase() {
        UUID id = UUID.fromString("019c8f5e-6b1a-7c3d-9e21-4f7a0b6c8d12");

        assertThat(TicketReference.parse("019C8F5E-6b1a-7c3d-9e21-4f7a0b6c8d12"))
                .contains(new TicketReference.ById(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "SMI-2026-1", "SMI-26-000001", "1-1-1-1-1", "nonsense", "SMI-2026-000001 x", "\0"})
    void anythingElseNamesNoTicket(String text) {
        assertThat(TicketReference.parse(text)).isEmpty();
    }

    @Test
    void aCursorComesBackAsItWas() {
        PageCursor cursor = new PageCursor(Samples.OPENED.plusMillis(7), UUID.randomUUID());

        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
        assertThat(PageCursor.decode(cursor.encode())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%", "AAAA", "////////////////////////////////"})
    void whatNoPageGaveOutIsNoCursor(String text) {
        assertThat(PageCursor.decode(text)).isEmpty();
    }

    @Test
    void aCursorOfATimeThatTheDatabaseLacksIsNone() {
        byte[] bytes = new byte[24];
        bytes[0] = 0x7F;

        assertThat(PageCursor.decode(Base64.getUrlEncoder().encodeToString(bytes)))
                .isEmpty();
    }
}
