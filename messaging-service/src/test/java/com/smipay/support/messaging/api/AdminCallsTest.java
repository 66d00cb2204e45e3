package com.smipay.support.messaging.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.failure.UnavailableException;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.security.AdminRoles;
import com.smipay.support.kit.security.Caller;
import com.smipay.support.kit.security.Role;
import com.smipay.support.messaging.MessagingDatabase;
import com.smipay.support.messaging.domain.Person;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.testkit.TestDatabase;
import io.helidon.http.Status;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What an agent is told who stops being one between the check and the statement (`decisions.md` 54).
class AdminCallsTest {
    private final TestDatabase prepared = MessagingDatabase.fresh();

    @AutoClose
    private final Database database = MessagingDatabase.open(prepared);

    private final Agents agents = new Agents(database, AdminRoles.USUAL);

    @Test
    void whoStoppedBeingAnAgentMeanwhileIsToldSo() {
        AdminCalls.Admitted admitted = admitted("leaving");
        prepared.execute(
                "insert into person (id, source_partition, source_offset, role) values ('leaving', 0, 1, 'user')");

        assertThatThrownBy(() -> admitted.decide(AdminCallsTest::changesTooFast))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(Status.FORBIDDEN_403));
    }

    @Test
    void whoStillIsAnAgentIsToldWhatHappened() {
        AdminCalls.Admitted admitted = admitted("staying");

        assertThatThrownBy(() -> admitted.decide(AdminCallsTest::changesTooFast))
                .isInstanceOf(UnavailableException.class);
        assertThat(admitted.<String>decide(() -> "decided")).isEqualTo("decided");
    }

    private AdminCalls.Admitted admitted(String id) {
        Caller caller = new Caller(id, id + "@example.com", true, null, "Ada", null, Role.ADMIN, Instant.MAX);
        return new AdminCalls.Admitted(caller, Person.of(caller), agents);
    }

    private static String changesTooFast() {
        throw new UnavailableException("The conversation changes too fast");
    }
}
