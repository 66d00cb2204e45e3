package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.protocol.AckArgs;
import com.corundumstudio.socketio.protocol.AuthPacket;
import com.corundumstudio.socketio.protocol.ConnPacket;
import com.corundumstudio.socketio.protocol.Event;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.realtime.requests.ClientEvent;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.util.List;

/// The library's JSON, by the product's mapper. Reading never throws, for the library would log the whole packet:
/// what is no JSON becomes an event without a name, to be refused like every other malformed one (`decisions.md`
/// 26).
///
/// It also reads every packet to its end: what were left would be taken for the next packet.
final class PacketJson implements JsonSupport {
    /// Under which every event is handed on, whatever the client called it.
    static final String ANY_EVENT = "client_event";

    /// The handshake's own objects are in camel case, unlike everything of ours.
    private static final ObjectMapper PROTOCOL = new ObjectMapper();

    private static final ClientEvent UNREADABLE = new ClientEvent("", MissingNode.getInstance());

    @Override
    public <T> T readValue(String namespace, ByteBufInputStream source, Class<T> type) throws IOException {
        byte[] json = source.readAllBytes();
        return type.cast(new Event(ANY_EVENT, List.of(read(json))));
    }

    private static ClientEvent read(byte[] json) {
        try {
            JsonNode args = Json.fromOutside(json);
            return args.path(0).isTextual() ? new ClientEvent(args.path(0).textValue(), args.path(1)) : UNREADABLE;
        } catch (JsonProcessingException e) {
            return UNREADABLE;
        }
    }

    @Override
    public AckArgs readAckArgs(ByteBufInputStream source, AckCallback<?> callback) {
        return new AckArgs(List.of());
    }

    @Override
    public void writeValue(ByteBufOutputStream target, Object value) throws IOException {
        boolean ofTheProtocol = value instanceof AuthPacket || value instanceof ConnPacket;
        target.write((ofTheProtocol ? PROTOCOL : Json.mapper()).writeValueAsBytes(value));
    }

    @Override
    public void addEventMapping(String namespace, String event, Class<?>... types) {
        // Every event is read the same way: there is nothing to note down.
    }

    @Override
    public void removeEventMapping(String namespace, String event) {
        // As above.
    }

    @Override
    public List<byte[]> getArrays() {
        return List.of();
    }
}
