package com.smipay.support.messaging.api;

import com.smipay.support.kit.db.Database;
import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Problem;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.kit.text.Uuids;
import com.smipay.support.messaging.replica.Agents;
import com.smipay.support.messaging.store.People;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;

/// What is asked on the internal listener about people: whether an agent is one no more (the realtime service, at a
/// handshake), and which record of the identity topic has arrived here (the one-machine stack).
public final class PeopleEndpoints {
    private final Database database;
    private final Agents agents;

    public PeopleEndpoints(Database database, Agents agents) {
        this.database = database;
        this.agents = agents;
    }

    private record Agent(boolean revoked) {}

    public void mount(Endpoints endpoints) {
        endpoints
                .get(
                        "/internal/agents/{id}",
                        (req, res) -> Responses.send(res, Status.OK_200, new Agent(agents.isRevoked(id(req)))))
                .get(
                        "/internal/identity/users/{id}",
                        (req, res) -> Responses.send(
                                res,
                                Status.OK_200,
                                People.applied(database, id(req)).orElseThrow(Problem::unknownPath)));
    }

    private static String id(ServerRequest req) {
        String id = req.path().pathParameters().get("id");
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknownPath();
        }
        return Uuids.normal(id);
    }
}
