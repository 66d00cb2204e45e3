package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.QueryFields;
import com.smipay.support.kit.http.Responses;
import com.smipay.support.messaging.inbox.Presence;
import com.smipay.support.messaging.store.AgentPresence.Agent;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/// `GET /api/v1/unified-admin/support/agents`: whom one can assign or hand over to.
public final class AgentsEndpoint {
    private static final String PATH = "/api/v1/unified-admin/support/agents";

    private final AdminCalls admins;
    private final Presence presence;

    public AgentsEndpoint(AdminCalls admins, Presence presence) {
        this.admins = admins;
        this.presence = presence;
    }

    public void mount(Endpoints endpoints) {
        endpoints.get(PATH, this::list);
    }

    private record Answer(List<Agent> agents) {}

    private void list(ServerRequest req, ServerResponse res) {
        admins.admit(req);
        QueryFields query = new QueryFields(req.query());
        query.allow(List.of(), List.of());
        query.check();
        Responses.ok(res, "Agents fetched", new Answer(presence.agents()));
    }
}
