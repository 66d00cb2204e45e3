package com.smipay.support.realtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.kit.security.Role;
import com.smipay.support.realtime.domain.Audience;
import com.smipay.support.realtime.domain.Audience.Viewers;
import com.smipay.support.realtime.domain.Door;
import java.util.List;
import org.junit.jupiter.api.Test;
/// Who may be in a ticket's room, and hears of it, when its owner changes (`decisions.md` 13).

class RoomOwnershipTest extends RoomsFixture {
    @Test
    void aClaimPutsOutWhoeverCameInByEmail() {
        Connection claimer = user("john");
        Connection sameEmail = connected("other", "john@example.com", true, Role.USER);
        Connection ada = admin("ada");
        seated(claimer);
        seated(sameEmail);
        seated(ada);

        List<Connection> out = rooms.ownedBy(TICKET, new Owner("john", "john@example.com", null));

        assertThat(out).containsExactly(sameEmail);
        assertThat(audience(room(Viewers.EVERYONE))).containsExactlyInAnyOrder(claimer, ada);
        assertThat(rooms.openSeat(sameEmail, TICKET)).isNull();
    }

    @Test
    void anAnswerFromBeforeTheClaimLetsNobodyBackIn() {
        Connection sameEmail = connected("other", "john@example.com", true, Role.USER);
        rooms.ownedBy(TICKET, new Owner("john", "john@example.com", null));
        RoomMembership membership = taken(sameEmail);

        assertThat(rooms.open(membership, Door.TICKET, () -> {})).isFalse();
        assertThat(audience(room(Viewers.EVERYONE))).isEmpty();
    }

    @Test
    void anEventFromBeforeTheClaimReachesNobodyByEmail() {
        Connection claimer = user("john");
        connected("other", "john@example.com", true, Role.USER);
        rooms.ownedBy(TICKET, new Owner("john", "john@example.com", null));

        assertThat(audience(ownerOf(null, "john@example.com"))).containsExactly(claimer);
    }

    @Test
    void aTicketOfAnAccountThatIsGoneIsItsEmails() {
        Connection gone = connected("old", "john@example.com", true, Role.USER);
        Connection moved = connected("old", "elsewhere@example.com", true, Role.USER);
        Connection again = user("john");
        rooms.ownedBy(TICKET, new Owner("old", "john@example.com", null));
        seated(gone);
        seated(moved);

        assertThat(rooms.released(TICKET, new Owner(null, "john@example.com", null), "old"))
                .containsExactly(moved);
        seated(again);
        assertThat(audience(ownerOf(null, "john@example.com"))).containsExactlyInAnyOrder(gone, again);
        rooms.ownedBy(TICKET, new Owner("old", "john@example.com", null));
        assertThat(audience(ownerOf("old", "john@example.com")))
                .as("a peer that speaks from before brings nobody back")
                .containsExactlyInAnyOrder(gone, again);
        assertThat(rooms.claimedBy(TICKET, "john")).containsExactly(gone);
        assertThat(audience(ownerOf(null, "john@example.com"))).containsExactly(again);
    }

    @Test
    void aCorrectedContactPutsOutWhoCameByTheOldOne() {
        Connection wrong = connected("wrong", "jon@example.com", true, Role.USER);
        Connection john = user("john");
        Connection ada = admin("ada");
        seated(wrong);
        seated(ada);

        assertThat(rooms.contactChanged(TICKET, new Owner(null, "john@example.com", null)))
                .containsExactly(wrong);
        assertThat(audience(ownerOf(null, "john@example.com"))).containsExactly(john);
        seated(john);
        assertThat(rooms.contactChanged(TICKET, new Owner("john", "other@example.com", null)))
                .as("an account's ticket is the account's, whatever its contact")
                .isEmpty();
    }

    @Test
    void anUnclaimedTicketPutsNobodyOut() {
        Connection john = user("john");
        seated(john);

        assertThat(rooms.ownedBy(TICKET, new Owner(null, "john@example.com", null)))
                .isEmpty();
        assertThat(audience(room(Viewers.EVERYONE))).containsExactly(john);
    }

    @Test
    void anOwnerWhoIsAnAdminHereIsAnAdminAndNoOwner() {
        Connection desk = connected("ada", "ada@example.com", true, Role.ADMIN);
        Connection phone = user("ada");
        Owner owner = new Owner("ada", "ada@example.com", null);

        assertThat(audience(new Audience.OwnerNotAdmins(TICKET, owner))).containsExactly(phone);
        assertThat(audience(new Audience.OwnerOf(TICKET, owner))).containsExactlyInAnyOrder(desk, phone);
        assertThat(audience(new Audience.Person("ada"))).containsExactlyInAnyOrder(desk, phone);
        assertThat(audience(new Audience.Person("ben"))).isEmpty();
    }

    @Test
    void nobodyIsTheOwnerByAnEmailThatNobodyKnows() {
        connected("eve", null, true, Role.USER);

        assertThat(audience(new Audience.OwnerOf(TICKET, new Owner(null, "", null))))
                .isEmpty();
    }
}
