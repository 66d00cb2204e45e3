package com.smipay.support.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTableTest {
    @ParameterizedTest
    @CsvSource({
        "/api/v1/support/request-support, TICKET",
        "/api/v1/support/my-tickets, TICKET",
        "/api/v1/support/ticket, MESSAGING",
        "/api/v1/support/ticket/add-message, MESSAGING",
        "/api/v1/support/ticket/SMI-2026-000001/read, MESSAGING",
        "/api/v1/support/ticket/SMI-2026-000001/rate, RATING",
        "/api/v1/unified-admin/support, TICKET",
        "/api/v1/unified-admin/support/, TICKET",
        "/api/v1/unified-admin/support/0198, TICKET",
        "/api/v1/unified-admin/support/0198/status, TICKET",
        "/api/v1/unified-admin/support/0198/assign, TICKET",
        "/api/v1/unified-admin/support/0198/priority, TICKET",
        "/api/v1/unified-admin/support/0198/contact, TICKET",
        "/api/v1/unified-admin/support/0198/reply, MESSAGING",
        "/api/v1/unified-admin/support/caf%C3%A9, TICKET",
        "/api/v1/support/create-ticket, TICKET",
        "/api/v1/support/chat/send, MESSAGING",
        "/api/v1/support/chat/send-unauthenticated, MESSAGING",
        "/api/v1/support/conversations, MESSAGING",
        "/api/v1/support/conversations/0198, MESSAGING",
        "/api/v1/support/conversations/0198/read, MESSAGING",
        "/api/v1/support/conversations/0198/rate, MESSAGING",
        "/api/v1/unified-admin/support/conversations, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198, MESSAGING",
        "/api/v1/unified-admin/support/conversations/status, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198/claim, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198/reply, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198/create-ticket, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198/close, MESSAGING",
        "/api/v1/unified-admin/support/conversations/0198/handover, MESSAGING",
        "/api/v1/unified-admin/support/handovers/0198/respond, MESSAGING",
        "/api/v1/unified-admin/support/agents, MESSAGING",
        "/openapi, TICKET",
        "/openapi/ticket, TICKET",
        "/openapi/messaging, MESSAGING",
        "/openapi/rating, RATING",
        "/asyncapi, REALTIME",
        "/socket.io/, REALTIME",
        "/socket.io, REALTIME"
    })
    void aPathBelongsToItsService(String path, Upstream upstream) {
        assertThat(RouteTable.route(path)).contains(upstream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "localhost:8080",
                "/api/v1/support",
                "/api/v1/support/chat",
                "/api/v1/support/chat/read",
                "/api/v1/support/conversations/",
                "/api/v1/support/conversations/0198/close",
                "/api/v1/unified-admin/support/conversations/0198/delete",
                "/api/v1/unified-admin/support/handovers/0198",
                "/api/v1/support/ticket/",
                "/api/v1/support/ticket/SMI-1",
                "/api/v1/support/ticket//rate",
                "/api/v1/support/ticket/SMI-1/rate/",
                "/api/v1/support/ticket/SMI-1/x/rate",
                "/api/v1/unified-admin/support/0198/delete",
                "/api/v2/support/ticket",
                "/API/v1/support/ticket",
                "/openapi/",
                "/openapi/realtime",
                "/socket.iox",
                "/socket.io/socket.io.js",
                "/internal/events",
                "/internal/tickets/SMI-1",
                "/internal/identity/users/1",
                "/health",
                "/health/live",
                "/health/ready",
                "/metrics"
            })
    void whatStandsInNoTableIsServedByNobody(String path) {
        assertThat(RouteTable.route(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/unified-admin/support/..",
                "/api/v1/unified-admin/support/%2e%2E",
                "/api/v1/support/ticket/../read",
                "/api/v1/support/ticket/./read",
                "/api/v1/support/ticket/..%2Finternal/read",
                "/api/v1/support/ticket/..%5cinternal/read",
                "/api/v1/support/ticket/..;/read"
            })
    void aPathThatCouldMeanAnotherIsServedByNobody(String path) {
        assertThat(RouteTable.route(path)).isEmpty();
    }
}
