package com.smipay.support.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `decisions.md` 12, 13, 35: every kind of ticket against every kind of visitor.
class AccessRulesTest {
    private static final String CONTACT = "john@example.com";

    @ParameterizedTest(name = "a ticket of {0}: {1} on device {2} with email {3}: read {4}, join {5}, claim {6}")
    @CsvSource({
        // Nobody's: made without a token, and unclaimed
        "nobody, none,       other, none,    no,  no,  no",
        "nobody, none,       own,   none,    yes, no,  no",
        "nobody, none,       other, right,   yes, no,  no",
        "nobody, none,       other, wrong,   no,  no,  no",
        "nobody, none,       own,   wrong,   yes, no,  no",
        "nobody, matching,   other, none,    yes, yes, yes",
        "nobody, matching,   own,   wrong,   yes, yes, yes",
        "nobody, unverified, other, none,    no,  no,  no",
        "nobody, unverified, own,   none,    yes, no,  no",
        "nobody, unverified, other, right,   yes, no,  no",
        "nobody, stranger,   other, none,    no,  no,  no",
        "nobody, stranger,   own,   none,    yes, no,  no",
        "nobody, stranger,   other, right,   yes, no,  no",
        "nobody, stranger,   other, wrong,   no,  no,  no",
        "nobody, emailless,  other, none,    no,  no,  no",
        "nobody, emailless,  own,   none,    yes, no,  no",
        "nobody, admin,      other, none,    yes, yes, no",
        // A user's: made with a token, or claimed
        "owner,  none,       other, none,    no,  no,  no",
        "owner,  none,       own,   none,    no,  no,  no",
        "owner,  none,       other, right,   no,  no,  no",
        "owner,  none,       own,   right,   no,  no,  no",
        "owner,  owner,      other, none,    yes, yes, no",
        "owner,  owner,      own,   wrong,   yes, yes, no",
        "owner,  matching,   other, none,    no,  no,  no",
        "owner,  matching,   own,   right,   no,  no,  no",
        "owner,  unverified, own,   right,   no,  no,  no",
        "owner,  stranger,   own,   right,   no,  no,  no",
        "owner,  emailless,  own,   right,   no,  no,  no",
        "owner,  admin,      other, none,    yes, yes, no",
    })
    void whoMayDoWhat(String ownedBy, String who, String device, String email, String read, String join, String claim) {
        Conversation ticket = conversation(ownedBy.equals("owner") ? "u-1" : null);
        Person person = person(who);
        Visitor visitor = new Visitor(person, t -> device.equals("own"), email(email));

        assertThat(new AccessRules(ReadAccess.OWNER).mayRead(ticket, visitor)).isEqualTo(read.equals("yes"));
        assertThat(new AccessRules(ReadAccess.NUMBER).mayRead(ticket, visitor)).isTrue();
        assertThat(person != null && AccessRules.mayJoin(ticket, person)).isEqualTo(join.equals("yes"));
        assertThat(AccessRules.claims(ticket.owner(), person)).isEqualTo(claim.equals("yes"));
    }

    private static @Nullable Person person(String who) {
        return switch (who) {
            case "none" -> null;
            case "owner" -> person("u-1", "other@address.com", false);
            case "matching" -> person("u-2", CONTACT, false);
            case "unverified" -> new Person("u-3", null, CONTACT, null, null, false);
            case "stranger" -> person("u-4", "stranger@example.com", false);
            case "emailless" -> new Person("u-5", null, null, null, null, false);
            case "admin" -> person("a-1", "ada@smipay.com", true);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static Person person(String id, String email, boolean isAdmin) {
        return new Person(id, email, email, "Jo", "Do", isAdmin);
    }

    private static @Nullable String email(String which) {
        return switch (which) {
            case "right" -> CONTACT;
            case "wrong" -> "guess@example.com";
            default -> null;
        };
    }

    static Conversation conversation(@Nullable String userId) {
        return conversation(userId, TicketStatus.PENDING);
    }

    /// Of a ticket with one message.
    static Conversation conversation(@Nullable String userId, TicketStatus status) {
        return conversation(userId, ticket(status), 1, newest());
    }

    static Conversation withoutEmail(String userId) {
        Ticket ticket = ticket(TicketStatus.PENDING);
        return conversation(new Owner(userId, "", "John Doe"), ticket, 1, newest());
    }

    private static Conversation.Newest newest() {
        return new Conversation.Newest(new UUID(1, 2), 1, true, Instant.EPOCH);
    }

    static Conversation conversation(@Nullable String userId, Ticket ticket, long seq, Conversation.Newest newest) {
        return conversation(new Owner(userId, CONTACT, "John Doe"), ticket, seq, newest);
    }

    private static Conversation conversation(Owner owner, Ticket ticket, long seq, Conversation.Newest newest) {
        return new Conversation(ticket.id(), owner, null, null, ticket, null, seq, 1, newest, null, null, null);
    }

    static Ticket ticket(TicketStatus status) {
        return new Ticket(
                new UUID(1, 2),
                "SMI-2026-000001",
                1,
                "A subject",
                null,
                SupportType.OTHER,
                status,
                Priority.LOW,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
