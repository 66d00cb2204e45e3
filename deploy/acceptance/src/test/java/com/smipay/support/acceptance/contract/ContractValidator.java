package com.smipay.support.acceptance.contract;

import com.smipay.support.contracts.document.Document;
import java.util.List;

/// Says in what real traffic departs from the documents that the services publish. Every answer must be documented,
/// whatever was asked: a status that is not is a violation too. Nothing here throws because of what it is shown; use
/// `assertThat(...).isEmpty()`. Safe for all threads; make one and share it, compiling the schemas costs about a
/// second.
public final class ContractValidator {
    private final RestContract rest;
    private final SocketContract sockets;

    private ContractValidator(RestContract rest, SocketContract sockets) {
        this.rest = rest;
        this.sockets = sockets;
    }

    /// The documents that the services serve, read as strictly as the services keep them.
    public static ContractValidator ofPublishedDocuments() {
        return new ContractValidator(
                new RestContract(
                        Document.openApi().stream().map(Document::exactly).toList()),
                new SocketContract(Document.asyncApi().exactly()));
    }

    /// An answer of the REST side, and the request where it was accepted.
    public List<String> violations(Exchange exchange) {
        return rest.violations(exchange);
    }

    /// What the server emitted.
    ///
    /// @param payload the event's first argument as JSON
    public List<String> violationsOfServerEvent(String event, String payload) {
        return sockets.serverEvent(event, payload);
    }

    /// What a client emitted; meaningful for what was accepted.
    ///
    /// @param payload the event's first argument as JSON
    public List<String> violationsOfClientEvent(String event, String payload) {
        return sockets.clientEvent(event, payload);
    }

    /// What the server answered to a client's event.
    ///
    /// @param clientEvent the event that was acknowledged
    /// @param acknowledgement the callback's first argument as JSON
    public List<String> violationsOfAcknowledgement(String clientEvent, String acknowledgement) {
        return sockets.acknowledgement(clientEvent, acknowledgement);
    }
}
