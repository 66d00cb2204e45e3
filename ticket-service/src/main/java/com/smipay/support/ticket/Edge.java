package com.smipay.support.ticket;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.ClientAddress;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.ticket.api.KnownCallers;
import com.smipay.support.ticket.api.TicketRouting;
import com.smipay.support.ticket.store.People;

/// What endpoints have in common: who calls, what bounds them, and how large their answers may be.
///
/// @param callers by their tokens
/// @param addresses where a call came from
/// @param nonces of signed calls that worked
/// @param guards before every call of the user side
/// @param budget of all answers that are being put together
record Edge(KnownCallers callers, ClientAddress addresses, Nonces nonces, UserSideGuards guards, AnswerBudget budget) {
    /// Bytes: what the heap of the smallest deployment holds four times, beside as many answers as are being sent.
    private static final int ANSWERS_IN_THE_MAKING = 8 * 1024 * 1024;

    static Edge of(Settings settings, Foundations foundations, Copies copies) {
        Callers verified = new Callers(
                foundations.tokens(),
                caller -> People.told(foundations.database(), caller.userId()) != People.Told.NOTHING);
        Nonces nonces = new Nonces(foundations.database());
        return new Edge(
                new KnownCallers(verified, foundations.database()),
                new ClientAddress(settings.list("proxies.trusted")),
                nonces,
                new UserSideGuards(
                        settings, nonces, verified, TicketRouting.WITHOUT_TOKEN, copies.consumer()::replicas),
                new AnswerBudget(ANSWERS_IN_THE_MAKING));
    }
}
