package com.smipay.support.ticket.domain;

import static com.smipay.support.ticket.domain.Samples.ADA;
import static com.smipay.support.ticket.domain.Samples.LATER;
import static com.smipay.support.ticket.domain.Samples.OPENED;
import static com.smipay.support.ticket.domain.Samples.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.event.TicketEvent;
import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.ticket.domain.Assignee.Knowledge;
import com.smipay.support.ticket.domain.Decision.Changed;
import com.smipay.support.ticket.domain.Decision.NotAnAdmin;
import com.smipay.support.ticket.domain.Decision.Unchanged;
import com.smipay.support.ticket.domain.HistoryEntry.Kind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TicketTest {
    static Stream<Arguments> allPairs() {
        return Arrays.stream(TicketStatus.values())
                .flatMap(from -> Arrays.stream(TicketStatus.values()).map(to -> arguments(from, to)));
    }

    /// `decisions.md` 39, for each of the 36 pairs.
    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("allPairs")
    void everyStatusCanFollowEveryOther(TicketStatus from, TicketStatus to) {
        Ticket before = Samples.ticket(from);

        Decision decision = before.changeStatus(to, "Notes.", ADA, LATER);

        if (from == to) {
            assertThat(decision).isInstanceOf(Unchanged.class);
            return;
        }
        Changed changed = (Changed) decision;
        StatusDetails standing = changed.after().standing();
        assertThat(standing.status()).isEqualTo(to);
        assertThat(standing.statusVersion()).isEqualTo(6);
        assertThat(changed.after().version()).isEqualTo(6);
        assertThat(changed.after().updatedAt()).isEqualTo(LATER);
        assertThat(changed.history()).isEqualTo(new HistoryEntry(Kind.STATUS, from.wire(), to.wire(), "a-1"));
        if (!to.isSettled()) {
            assertThat(standing.resolvedAt()).isNull();
            assertThat(standing.resolvedBy()).isNull();
            assertThat(standing.resolutionNotes()).isNull();
        } else if (from.isSettled()) {
            assertThat(standing.resolvedAt()).isEqualTo(OPENED.plusSeconds(1));
            assertThat(standing.resolvedBy()).isEqualTo("a-0");
            assertThat(standing.resolutionNotes()).isEqualTo("Notes.");
        } else {
            assertThat(standing.resolvedAt()).isEqualTo(LATER);
            assertThat(standing.resolvedBy()).isEqualTo("a-1");
            assertThat(standing.resolutionNotes()).isEqualTo("Notes.");
        }
        TicketEvent.StatusChanged event = (TicketEvent.StatusChanged) changed.event();
        assertThat(event.oldStatus()).isEqualTo(from);
        assertThat(event.newStatus()).isEqualTo(to);
        assertThat(event.by()).isEqualTo(ADA);
        assertThat(event.lastSeq()).isEqualTo(7);
        assertThat(event.causedByMessageId()).isNull();
        assertThat(event.ticket()).isEqualTo(changed.after().state());
    }

    @Test
    void closingAResolvedTicketWithoutNotesKeepsThem() {
        Changed changed =
                (Changed) Samples.ticket(TicketStatus.RESOLVED).changeStatus(TicketStatus.CLOSED, null, ADA, LATER);

        assertThat(changed.after().standing().resolutionNotes()).isEqualTo("Done.");
    }

    @Test
    void aClockThatGoesBackDoesNotTakeTheTicketBack() {
        Ticket before = Samples.ticket(TicketStatus.PENDING);

        Changed changed = (Changed) before.changeStatus(TicketStatus.RESOLVED, null, ADA, OPENED.minusSeconds(1));

        assertThat(changed.after().updatedAt()).isEqualTo(before.updatedAt());
        assertThat(changed.after().standing().resolvedAt()).isEqualTo(before.updatedAt());
    }

    /// A message that was accepted on a version before the last change of status moves nothing.
    @ParameterizedTest(name = "{0}, user {1}, note {2}, seen {3}: {4}")
    @CsvSource({
        "PENDING,      false, false, 3, IN_PROGRESS",
        "PENDING,      false, false, 5, IN_PROGRESS",
        "PENDING,      false, false, 2, PENDING",
        "PENDING,      false, true,  5, PENDING",
        "PENDING,      true,  false, 5, PENDING",
        "WAITING_USER, true,  false, 5, IN_PROGRESS",
        "WAITING_USER, true,  false, 2, WAITING_USER",
        "WAITING_USER, false, false, 5, WAITING_USER",
        "IN_PROGRESS,  false, false, 5, IN_PROGRESS",
        "IN_PROGRESS,  true,  false, 5, IN_PROGRESS",
        "ESCALATED,    false, false, 5, ESCALATED",
        "ESCALATED,    true,  false, 5, ESCALATED",
        "RESOLVED,     false, false, 5, RESOLVED",
        "RESOLVED,     true,  false, 5, RESOLVED",
        "CLOSED,       false, true,  5, CLOSED",
        "CLOSED,       true,  false, 5, CLOSED",
    })
    void messagesMoveTicketsByThemselves(
            TicketStatus status, boolean fromUser, boolean internal, long seen, TicketStatus expected) {
        Decision decision = Samples.ticket(status).take(Samples.message(fromUser, internal), seen, LATER);

        if (status == expected) {
            assertThat(decision).isInstanceOf(Unchanged.class);
            return;
        }
        Changed changed = (Changed) decision;
        TicketEvent.StatusChanged event = (TicketEvent.StatusChanged) changed.event();
        assertThat(changed.after().standing().status()).isEqualTo(expected);
        assertThat(event.by()).isNull();
        assertThat(event.lastSeq()).isEqualTo(8);
        assertThat(event.causedByMessageId())
                .isEqualTo(Samples.message(fromUser, internal).id());
        assertThat(changed.history().by()).isNull();
    }

    @Test
    void assigningNamesTheAssigneeAndTheOneBefore() {
        Ticket before = Samples.ticket(TicketStatus.PENDING);
        Assignee ada = Samples.assignee("a-1", "Ada Obi", Knowledge.ADMIN);
        Assignee stranger = Samples.assignee("a-2", Assignee.shown(null, null, null), Knowledge.UNKNOWN);

        Changed first = (Changed) before.assign(ada, ADA, LATER);
        Changed second = (Changed) first.after().assign(stranger, ADA, LATER);
        Changed third = (Changed) second.after().assign(null, ADA, LATER);

        assertThat(((TicketEvent.Assigned) first.event()).from()).isNull();
        assertThat(first.event().ticket().assignedTo()).isEqualTo("a-1");
        assertThat(first.event().ticket().assignedAdminName()).isEqualTo("Ada Obi");
        assertThat(((TicketEvent.Assigned) second.event()).from()).isEqualTo("a-1");
        assertThat(second.event().ticket().assignedAdminName()).isEqualTo("Support");
        assertThat(third.event().ticket().assignedTo()).isNull();
        assertThat(third.history()).isEqualTo(new HistoryEntry(Kind.ASSIGNED_TO, "a-2", null, "a-1"));
        assertThat(third.after().standing().statusVersion()).isEqualTo(3);
    }

    @Test
    void assigningTheSameAgainIsNoChangeAndSomebodyKnownMustBeAnAdmin() {
        Assignee ada = Samples.assignee("a-1", "Ada Obi", Knowledge.ADMIN);
        Ticket assigned = ((Changed) Samples.ticket(TicketStatus.PENDING).assign(ada, ADA, LATER)).after();
        Assignee user = Samples.assignee("u-1", "John", Knowledge.NO_ADMIN);

        assertThat(assigned.assign(ada, ADA, LATER)).isInstanceOf(Unchanged.class);
        assertThat(assigned.assign(user, ADA, LATER)).isInstanceOf(NotAnAdmin.class);
        assertThat(Samples.ticket(TicketStatus.PENDING).assign(null, ADA, LATER))
                .isInstanceOf(Unchanged.class);
    }

    @Test
    void aPriorityIsChangedOnce() {
        Ticket before = Samples.ticket(TicketStatus.PENDING);

        Changed changed = (Changed) before.prioritize(Priority.URGENT, ADA, LATER);

        assertThat(changed.after().state().priority()).isEqualTo(Priority.URGENT);
        assertThat(((TicketEvent.PriorityChanged) changed.event()).oldPriority())
                .isEqualTo(Priority.MEDIUM);
        assertThat(changed.history()).isEqualTo(new HistoryEntry(Kind.PRIORITY, "medium", "urgent", "a-1"));
        assertThat(changed.after().prioritize(Priority.URGENT, ADA, LATER)).isInstanceOf(Unchanged.class);
    }

    @Test
    void aClaimBindsTheTicketAndEndsTheProofOfTheDevice() {
        Changed changed = (Changed) Samples.ticket(TicketStatus.PENDING).claim(USER, 5, LATER);

        assertThat(changed.after().owner().userId()).isEqualTo("u-1");
        assertThat(changed.after().owner().email()).isEqualTo("john@example.com");
        assertThat(changed.after().owner().name()).isEqualTo("John Doe");
        assertThat(changed.event().ticket().guestProof()).isNull();
        assertThat(changed.history()).isEqualTo(new HistoryEntry(Kind.CLAIMED, null, "u-1", "u-1"));
        assertThat(changed.after().claim(ADA, 6, LATER)).isInstanceOf(Unchanged.class);
    }

    /// `decisions.md` 13: what was told before the right to the ticket changed may be told again, and binds nothing.
    @Test
    void aTicketOfAnAccountThatIsGoneBelongsToTheEmailUntilTheNextAccountWrites() {
        Ticket bound = ((Changed) Samples.ticket(TicketStatus.PENDING).claim(USER, 5, LATER)).after();

        Changed released = (Changed) bound.release("u-1", LATER);

        assertThat(released.event())
                .isEqualTo(new TicketEvent.Released(released.after().state(), "u-1"));
        assertThat(released.event().ticket().owner()).isEqualTo(new Owner(null, "john@example.com", "John Doe"));
        assertThat(released.event().ticket().guestProof()).isNull();
        assertThat(released.event().ticket().ownerVersion()).isEqualTo(7);
        assertThat(released.history()).isEqualTo(new HistoryEntry(Kind.CLAIMED, "u-1", null, null));
        assertThat(released.after().release("u-1", LATER)).isInstanceOf(Unchanged.class);
        assertThat(bound.release("u-2", LATER)).isInstanceOf(Unchanged.class);
        assertThat(released.after().claim(USER, 5, LATER)).isInstanceOf(Unchanged.class);
        assertThat(((Changed) released.after().claim(ADA, 7, LATER))
                        .after()
                        .owner()
                        .userId())
                .isEqualTo("a-1");
    }

    /// `decisions.md` 54.
    @ParameterizedTest
    @EnumSource(TicketStatus.class)
    void whatAnAgentWhoIsGoneHadAndIsNotSettledIsUnassigned(TicketStatus status) {
        Assignee ada = Samples.assignee("a-1", "Ada Obi", Knowledge.ADMIN);
        Ticket assigned = ((Changed) Samples.ticket(status).assign(ada, ADA, LATER)).after();

        Decision decision = assigned.unassign("a-1", LATER);

        assertThat(assigned.unassign("a-2", LATER)).isInstanceOf(Unchanged.class);
        if (status.isSettled()) {
            assertThat(decision).isInstanceOf(Unchanged.class);
            return;
        }
        Changed changed = (Changed) decision;
        assertThat(changed.event())
                .isEqualTo(new TicketEvent.Unassigned(changed.after().state(), "a-1"));
        assertThat(changed.event().ticket().assignedTo()).isNull();
        assertThat(changed.history()).isEqualTo(new HistoryEntry(Kind.ASSIGNED_TO, "a-1", null, null));
        assertThat(changed.after().unassign("a-1", LATER)).isInstanceOf(Unchanged.class);
    }

    /// `decisions.md` 61: corrected notes are no change of status, and count only where the ticket is settled and stays
    /// so.
    @ParameterizedTest(name = "{0} to {1}, {2}: {3}")
    @CsvSource({
        "RESOLVED,    RESOLVED,    Better., Better.",
        "RESOLVED,    CLOSED,      Better., Better.",
        "CLOSED,      CLOSED,      Better., Better.",
        "RESOLVED,    RESOLVED,    Done.,",
        "RESOLVED,    RESOLVED,    ,",
        "CLOSED,      IN_PROGRESS, Better.,",
        "IN_PROGRESS, RESOLVED,    Better.,",
        "IN_PROGRESS, IN_PROGRESS, Better.,",
    })
    void notesOfASettledTicketAreCorrected(TicketStatus from, TicketStatus to, String notes, String expected) {
        Ticket before = Samples.ticket(from);

        Decision decision = before.correctNotes(to, notes, ADA, LATER);

        if (expected == null) {
            assertThat(decision).isInstanceOf(Unchanged.class);
            return;
        }
        Changed changed = (Changed) decision;
        assertThat(changed.event())
                .isEqualTo(new TicketEvent.NotesChanged(changed.after().state(), ADA));
        assertThat(changed.event().ticket().resolutionNotes()).isEqualTo(expected);
        assertThat(changed.after().standing().status()).isEqualTo(from);
        assertThat(changed.event().ticket().statusVersion()).isEqualTo(3);
        assertThat(changed.event().ticket().statusChangedAt()).isEqualTo(OPENED);
        assertThat(changed.history()).isEqualTo(new HistoryEntry(Kind.RESOLUTION_NOTES, "Done.", expected, "a-1"));
    }

    /// `decisions.md` 67.
    @Test
    void aContactIsCorrectedAndWhatSomebodyBoundByTheOldEmailMeanwhileDoesNotCount() {
        Ticket before = Samples.ticket(TicketStatus.PENDING);

        Changed both = (Changed) before.changeContact("jon@example.com", "+2348012345678", ADA, LATER);

        assertThat(both.event())
                .isEqualTo(new TicketEvent.ContactChanged(both.after().state(), ADA, "john@example.com", null));
        assertThat(both.event().ticket().owner().email()).isEqualTo("jon@example.com");
        assertThat(both.event().ticket().phoneNumber()).isEqualTo("+2348012345678");
        assertThat(both.event().ticket().guestProof()).isEqualTo("proof");
        assertThat(both.history())
                .isEqualTo(
                        new HistoryEntry(Kind.CONTACT, "john@example.com", "jon@example.com, +2348012345678", "a-1"));
        assertThat(both.after().opened().message().senderEmail()).isEqualTo("john@example.com");
        assertThat(both.after().claim(USER, 5, LATER)).isInstanceOf(Unchanged.class);
        assertThat(both.after().changeContact("jon@example.com", null, ADA, LATER))
                .isInstanceOf(Unchanged.class);
        assertThat(both.after().changeContact(null, "+2348012345678", ADA, LATER))
                .isInstanceOf(Unchanged.class);
    }

    @Test
    void theContactOfAnAccountsTicketIsNoQuestionOfWhoOwnsIt() {
        Ticket bound = ((Changed) Samples.ticket(TicketStatus.PENDING).claim(USER, 5, LATER)).after();

        Changed changed = (Changed) bound.changeContact("jon@example.com", null, ADA, LATER);

        assertThat(changed.after().owner()).isEqualTo(new Owner("u-1", "jon@example.com", "John Doe"));
        assertThat(changed.event().ticket().ownerVersion()).isEqualTo(6);
    }

    /// `decisions.md` 48.
    @ParameterizedTest
    @CsvSource({"Ada, Obi, a@x.ng, Ada Obi", "Ada, , a@x.ng, Ada", " , , a@x.ng, a@x.ng", " , , , Support"})
    void anAssigneeIsShownByNameElseEmailElseSupport(
            @Nullable String first, @Nullable String last, @Nullable String email, String shown) {
        assertThat(Assignee.shown(first, last, email)).isEqualTo(shown);
    }

    @Test
    void anOpenedTicketCarriesItsFirstMessage() {
        Ticket ticket = Ticket.open(Samples.submission(), Priority.HIGH, "proof");
        TicketEvent.Opened opened = ticket.opened();

        assertThat(opened.ticket().version()).isEqualTo(1);
        assertThat(opened.ticket().statusVersion()).isEqualTo(1);
        assertThat(opened.ticket().status()).isEqualTo(TicketStatus.PENDING);
        assertThat(opened.ticket().owner().isUnclaimed()).isTrue();
        assertThat(opened.message().seq()).isEqualTo(1);
        assertThat(opened.message().message()).isEqualTo(opened.ticket().description());
        assertThat(opened.message().senderEmail()).isEqualTo("john@example.com");
        assertThat(opened.message().createdAt()).isEqualTo(OPENED);
    }

    /// `privacy.md`, Erasure.
    @ParameterizedTest
    @EnumSource(TicketStatus.class)
    void anErasedTicketSaysNothingOfAnybodyAndIsOpenNoMore(TicketStatus status) {
        Changed changed = (Changed) Samples.ticket(status).erase(LATER);
        Ticket after = changed.after();
        TicketEvent.Erased told = (TicketEvent.Erased) changed.event();

        assertThat(after.version()).isEqualTo(6);
        assertThat(after.owner().isErased()).isTrue();
        assertThat(after.standing().status()).isEqualTo(status.isSettled() ? status : TicketStatus.CLOSED);
        assertThat(after.standing().statusVersion()).isEqualTo(status.isSettled() ? 3 : 6);
        assertThat(after.updatedAt()).as("its place in lists").isEqualTo(OPENED.plusSeconds(30));
        assertThat(told.ticket().toString() + told.message())
                .doesNotContain("john", "John", "pay", "fails", "Done.", "proof");
        assertThat(told.message().seq()).isEqualTo(1);
        assertThat(after.erase(LATER)).isInstanceOf(Unchanged.class);
    }
}
