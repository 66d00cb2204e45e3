package com.smipay.support.rating.domain;

import com.smipay.support.rating.domain.Verdict.Accepted;
import com.smipay.support.rating.domain.Verdict.Reason;
import com.smipay.support.rating.domain.Verdict.Refused;

/// The rules of `support-api.md` §5, in the order of `decisions.md` 22.
public final class RatingRules {
    private RatingRules() {}

    public static Verdict judge(Ticket ticket, boolean alreadyRated, Rater rater) {
        if (!rater.owns(ticket.owner())) {
            return new Refused(Reason.NOT_THE_OWNER);
        }
        if (alreadyRated) {
            return new Refused(Reason.ALREADY_RATED);
        }
        if (!ticket.status().isSettled()) {
            return new Refused(Reason.NOT_SETTLED);
        }
        return new Accepted(ticket.owner().isUnclaimed());
    }
}
