package com.smipay.support.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import com.smipay.support.rating.domain.Verdict.Accepted;
import com.smipay.support.rating.domain.Verdict.Reason;
import com.smipay.support.rating.domain.Verdict.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingRulesTest {
    private static final UUID ID = UUID.fromString("0193b1c0-0000-7000-8000-000000000001");

    @ParameterizedTest(name = "a {0} ticket: {1}")
    @CsvSource({
        "pending, NOT_SETTLED",
        "in_progress, NOT_SETTLED",
        "waiting_user, NOT_SETTLED",
        "escalated, NOT_SETTLED",
        "resolved,",
        "closed,",
    })
    void onlyResolvedAndClosedTicketsAreRated(String status, @Nullable Reason refusal) {
        assertThat(judge(status, false, "u-1", "u-1", "a@x.ng"))
                .isEqualTo(refusal == null ? new Accepted(false) : new Refused(refusal));
    }

    @ParameterizedTest(name = "owner {0}/{1}, rater {2}/{3}: {4}")
    @CsvSource({
        // owner's account, contact email, rater's account, rater's usable email, verdict
        "u-1, a@x.ng, u-1, a@x.ng, owns",
        "u-1, a@x.ng, u-1, , owns",
        "u-1, a@x.ng, u-1, other@x.ng, owns",
        "u-1, a@x.ng, u-2, a@x.ng, refused",
        "u-1, a@x.ng, u-2, b@x.ng, refused",
        "u-1, a@x.ng, U-1, a@x.ng, refused",
        ", a@x.ng, u-2, a@x.ng, claims",
        ", a@x.ng, u-2, b@x.ng, refused",
        ", a@x.ng, u-2, , refused",
    })
    void aTicketBelongsToItsAccountAndOnlyWithoutOneToItsEmail(
            @Nullable String ownerId, String ownerEmail, String raterId, @Nullable String raterEmail, String verdict) {
        Verdict expected = switch (verdict) {
            case "owns" -> new Accepted(false);
            case "claims" -> new Accepted(true);
            default -> new Refused(Reason.NOT_THE_OWNER);
        };
        Ticket ticket = ticket("resolved", new Owner(ownerId, ownerEmail, null));

        assertThat(RatingRules.judge(ticket, false, new Rater(raterId, raterEmail)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "status {0}, rated {1}, by {2}: {3}")
    @CsvSource({
        "pending, true, u-2, NOT_THE_OWNER",
        "pending, true, u-1, ALREADY_RATED",
        "resolved, true, u-1, ALREADY_RATED",
        "pending, false, u-1, NOT_SETTLED",
        "closed, true, u-2, NOT_THE_OWNER",
    })
    void ownershipComesBeforeTheEarlierRatingAndThatBeforeTheStatus(
            String status, boolean rated, String raterId, Reason first) {
        assertThat(judge(status, rated, "u-1", raterId, "a@x.ng")).isEqualTo(new Refused(first));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 6, Integer.MAX_VALUE})
    void aRatingOutsideOfOneToFiveCannotExist(int stars) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rating(stars, null));
    }

    private static Verdict judge(String status, boolean rated, String ownerId, String raterId, String email) {
        Ticket ticket = ticket(status, new Owner(ownerId, email, null));
        return RatingRules.judge(ticket, rated, new Rater(raterId, email));
    }

    private static Ticket ticket(String status, Owner owner) {
        return new Ticket(ID, "SMI-2026-000001", 3, owner, TicketStatus.of(status));
    }
}
