package com.smipay.support.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Actor;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.messaging.domain.PostingVerdict.Accepted;
import com.smipay.support.messaging.domain.PostingVerdict.Reason;
import com.smipay.support.messaging.domain.PostingVerdict.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PostingRulesTest {
    private static final UUID ID = new UUID(7, 7);
    private static final String CONTACT = "john@example.com";
    private static final Set<String> ROLES = Set.of("admin");
    private static final Words X = new Words("x", null);
    private static final Person OWNER = new Person("u-1", CONTACT, CONTACT, "Jo", null, false);
    private static final Person ADMIN = new Person("a-1", null, "ada@smipay.com", "Ada", "Obi", true);

    @ParameterizedTest
    @EnumSource(TicketStatus.class)
    void aUsersMessageIsTakenUntilTheTicketIsSettled(TicketStatus status) {
        PostingVerdict right = message(status, CONTACT, null);
        PostingVerdict wrong = message(status, "x@y.z", OWNER);
        PostingVerdict guessed = message(status, "x@y.z", null);

        boolean open = status != TicketStatus.RESOLVED && status != TicketStatus.CLOSED;
        assertThat(right instanceof Accepted).isEqualTo(open);
        if (!open) {
            assertThat(right).isEqualTo(new Refused(Reason.TICKET_NOT_OPEN));
        }
        assertThat(wrong).as("the email is looked at first").isEqualTo(new Refused(Reason.EMAIL_MISMATCH));
        assertThat(guessed).isEqualTo(new Refused(Reason.WRONG_EMAIL));
    }

    @ParameterizedTest(name = "{0}, on its device {1}, ticket of {2}: counted {3}")
    @CsvSource({
        "guest,      false, nobody, true",
        "guest,      true,  nobody, false",
        "guest,      true,  u-1,    true",
        "owner,      false, nobody, false",
        "owner,      false, u-1,    false",
        "unverified, false, nobody, true",
        "stranger,   false, u-1,    true",
    })
    void whoHasNothingButTheEmailIsRefusedAfterTooManyWrongOnes(
            String who, boolean onItsDevice, String ownedBy, boolean counted) {
        Conversation ticket = AccessRulesTest.conversation(ownedBy.equals("nobody") ? null : ownedBy);
        Visitor sender = visitor(person(who), CONTACT, onItsDevice);
        Visitor mistaken = visitor(person(who), "x@y.z", onItsDevice);
        Conversation guessedAt = conversation(ticket, 1, Duration.ofSeconds(9));

        PostingVerdict then = PostingRules.message(guessedAt, ID, X, sender);

        assertThat(accepted(PostingRules.message(ticket, ID, X, sender)).isByEmail())
                .isEqualTo(counted);
        assertThat(then instanceof Accepted).isEqualTo(!counted);
        assertThat(PostingRules.message(ticket, ID, X, mistaken))
                .isEqualTo(new Refused(counted ? Reason.WRONG_EMAIL : Reason.EMAIL_MISMATCH));
        if (counted) {
            assertThat(then).isEqualTo(new Refused(Reason.EMAILS_REFUSED));
        }
    }

    /// A chat of somebody who has no email may have become it.
    @ParameterizedTest
    @CsvSource({"owner, true", "guest, false", "stranger, false", "admin, false"})
    void aTicketWithoutAnEmailIsWrittenToByItsOwnersToken(String who, boolean taken) {
        Conversation ticket = AccessRulesTest.withoutEmail("u-1");

        PostingVerdict verdict = PostingRules.message(ticket, ID, X, visitor(person(who), "x@y.z", false));

        assertThat(verdict instanceof Accepted).isEqualTo(taken);
        if (taken) {
            assertThat(accepted(verdict).senderEmail()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"4999, true", "5000, false"})
    void aFullTicketTakesNothingMore(long seq, boolean taken) {
        Conversation conversation = conversation(AccessRulesTest.conversation(null), seq, null);

        assertThat(List.of(
                        PostingRules.message(conversation, ID, X, visitor(OWNER, CONTACT, false)),
                        PostingRules.reply(conversation, ID, X, false, ADMIN, ROLES),
                        PostingRules.reply(conversation, ID, X, true, ADMIN, ROLES)))
                .allSatisfy(verdict -> {
                    assertThat(verdict instanceof Accepted).isEqualTo(taken);
                    if (!taken) {
                        assertThat(verdict).isEqualTo(new Refused(Reason.TICKET_FULL));
                    }
                });
    }

    @ParameterizedTest(name = "a ticket of {0}, written to by {1}: sender {2} named {3}, bound {4}")
    @CsvSource({
        "nobody, guest,      null, John Doe, false",
        "nobody, owner,      u-1,  Jo,       true",
        "nobody, nameless,   u-2,  John Doe, true",
        "nobody, unverified, u-3,  Jo,       false",
        "nobody, stranger,   u-4,  Zed Z,    false",
        "u-1,    guest,      null, John Doe, false",
        "u-1,    owner,      u-1,  Jo,       false",
        "u-1,    nameless,   u-2,  John Doe, false",
        "u-1,    stranger,   u-4,  Zed Z,    false",
    })
    void theSenderIsTheTokenAndTheAddressTheContacts(
            String ownedBy, String who, String senderId, String name, boolean bound) {
        Conversation ticket = AccessRulesTest.conversation(ownedBy.equals("nobody") ? null : ownedBy);
        Person person = person(who);

        Draft draft =
                accepted(PostingRules.message(ticket, ID, new Words(" text ", "c-1"), visitor(person, CONTACT, false)));

        assertThat(draft.id()).isEqualTo(ID);
        assertThat(draft.message()).isEqualTo(" text ");
        assertThat(draft.clientId()).isEqualTo("c-1");
        assertThat(draft.isFromUser()).isTrue();
        assertThat(draft.isInternal()).isFalse();
        assertThat(String.valueOf(draft.senderId())).isEqualTo(senderId);
        assertThat(draft.senderName()).isEqualTo(name);
        assertThat(draft.senderEmail()).isEqualTo(CONTACT);
        assertThat(draft.claimedBy() != null).isEqualTo(bound);
    }

    @ParameterizedTest
    @EnumSource(TicketStatus.class)
    void aClosedTicketTakesNotesOnlyAndAResolvedOneStillTakesReplies(TicketStatus status) {
        PostingVerdict reply =
                PostingRules.reply(AccessRulesTest.conversation("u-1", status), ID, X, false, ADMIN, ROLES);
        PostingVerdict note =
                PostingRules.reply(AccessRulesTest.conversation("u-1", status), ID, X, true, ADMIN, ROLES);

        assertThat(reply instanceof Accepted).isEqualTo(status != TicketStatus.CLOSED);
        if (status == TicketStatus.CLOSED) {
            assertThat(reply).isEqualTo(new Refused(Reason.TICKET_NOT_OPEN));
        }
        assertThat(accepted(note).isInternal()).isTrue();
    }

    @Test
    void aReplyCarriesTheAdminAndBindsNobody() {
        Person owningAdmin = new Person("a-2", CONTACT, CONTACT, "Ada", null, true);

        Draft draft =
                accepted(PostingRules.reply(AccessRulesTest.conversation(null), ID, X, false, owningAdmin, ROLES));

        assertThat(draft).isEqualTo(new Draft(ID, "x", false, false, "a-2", "Ada", CONTACT, null, null, false));
    }

    @Test
    void aClaimNamesThePerson() {
        Draft draft = accepted(message(TicketStatus.PENDING, CONTACT, OWNER));

        assertThat(draft.claimedBy()).isEqualTo(new Actor("u-1", "Jo", null, CONTACT));
    }

    private static PostingVerdict message(TicketStatus status, String email, @Nullable Person person) {
        return PostingRules.message(
                AccessRulesTest.conversation(null, status), ID, new Words("text", null), visitor(person, email, false));
    }

    private static Visitor visitor(@Nullable Person person, String email, boolean onItsDevice) {
        return new Visitor(person, ticket -> onItsDevice, email);
    }

    private static Conversation conversation(Conversation like, long seq, @Nullable Duration emailsRefusedFor) {
        return new Conversation(
                like.id(),
                like.owner(),
                null,
                null,
                like.ticket(),
                null,
                seq,
                1,
                like.newest(),
                null,
                null,
                emailsRefusedFor);
    }

    private static Draft accepted(PostingVerdict verdict) {
        return ((Accepted) verdict).draft();
    }

    private static @Nullable Person person(String who) {
        return switch (who) {
            case "guest" -> null;
            case "owner" -> OWNER;
            case "nameless" -> new Person("u-2", CONTACT, CONTACT, null, null, false);
            case "unverified" -> new Person("u-3", null, CONTACT, "Jo", null, false);
            case "admin" -> ADMIN;
            case "stranger" -> new Person("u-4", "z@z.com", "z@z.com", "Zed", "Z", false);
            default -> throw new IllegalArgumentException(who);
        };
    }
}
