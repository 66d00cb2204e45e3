package com.smipay.support.messaging;

import com.smipay.support.kit.config.Settings;
import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.AnswerBudget;
import com.smipay.support.kit.http.Callers;
import com.smipay.support.kit.http.ClientAddress;
import com.smipay.support.kit.http.UserSideGuards;
import com.smipay.support.kit.runtime.Foundations;
import com.smipay.support.kit.security.CallerRecorder;
import com.smipay.support.kit.security.DeviceProof;
import com.smipay.support.kit.signing.Nonces;
import com.smipay.support.messaging.api.AdminCalls;
import com.smipay.support.messaging.api.PublicRouting;
import com.smipay.support.messaging.api.UserCalls;
import com.smipay.support.messaging.api.Visitors;
import com.smipay.support.messaging.config.MessagingSettings;
import com.smipay.support.messaging.store.EmailAttempts;
import com.smipay.support.messaging.store.TokenPeople;
import java.util.List;

/// What endpoints have in common: who calls, what bounds them, and how large their answers may be.
///
/// @param callers by their tokens
/// @param users who writes at the users' doors
/// @param admins agents, who are agents still
/// @param deviceProof by which a guest's device is known again
/// @param visitors everybody who may read a conversation, guests too
/// @param emails wrong ones, which may not be tried for ever
/// @param addresses where a call came from
/// @param nonces of signed calls that worked
/// @param guards before every call of the user side
/// @param budget of all answers that are being put together
record Edge(
        Callers callers,
        UserCalls users,
        AdminCalls admins,
        DeviceProof deviceProof,
        Visitors visitors,
        EmailAttempts emails,
        ClientAddress addresses,
        Nonces nonces,
        UserSideGuards guards,
        AnswerBudget budget) {
    /// Bytes: what the heap of the smallest deployment holds four times, beside as many answers as are being sent.
    private static final int ANSWERS_IN_THE_MAKING = 8 * 1024 * 1024;

    static Edge of(Settings settings, MessagingSettings messaging, Foundations foundations, Copies copies) {
        Database database = foundations.database();
        Callers callers =
                new Callers(foundations.tokens(), caller -> copies.agents().isRevoked(caller.userId()));
        CallerRecorder recorder = new CallerRecorder(person -> TokenPeople.remember(database, List.of(person)));
        DeviceProof deviceProof = DeviceProof.from(settings);
        Nonces nonces = new Nonces(database);
        return new Edge(
                callers,
                new UserCalls(callers, copies.agents(), recorder),
                new AdminCalls(callers, copies.agents(), recorder),
                deviceProof,
                new Visitors(deviceProof),
                new EmailAttempts(database, messaging.wrongEmails(), messaging.wrongEmailsPeriod()),
                new ClientAddress(settings.list("proxies.trusted")),
                nonces,
                new UserSideGuards(settings, nonces, callers, PublicRouting.WITHOUT_TOKEN, copies.consumer()::replicas),
                new AnswerBudget(ANSWERS_IN_THE_MAKING));
    }
}
