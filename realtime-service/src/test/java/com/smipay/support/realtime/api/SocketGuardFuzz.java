package com.smipay.support.realtime.api;

import com.corundumstudio.socketio.protocol.Event;
import com.smipay.support.realtime.api.UpgradeRules.Verdict;
import com.smipay.support.realtime.requests.ClientEvent;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What a stranger can make the guard read: an address to upgrade at, frames, and the JSON in them. Whatever the
/// bytes, nothing throws, and nothing but the few forms that are meant passes. Driven by `SocketGuardFuzzTest` in
/// each build, and by `deploy/fuzz` with coverage for as long as one likes.
public final class SocketGuardFuzz {
    private static final UpgradeRules RULES = new UpgradeRules(new Origins(Set.of("https://dashboard.example.com")));
    private static final PacketJson JSON = new PacketJson();
    private static final String EVENT = "42/support,";

    private SocketGuardFuzz() {}

    /// The entry that Jazzer calls.
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        frame(text);
        json(data);
        address(text);
    }

    private static void frame(String text) {
        InboundPacket packet = InboundPacket.parse(text);
        boolean passes = packet instanceof InboundPacket.Event || packet instanceof InboundPacket.BinaryEvent;
        require(
                !passes || text.startsWith("42/support,") || text.startsWith("45"),
                "only events of the namespace pass");
        require(!(packet instanceof InboundPacket.Event) || text.startsWith(EVENT), "an event of the namespace");
        require(packet instanceof InboundPacket.Forbidden || text.indexOf('\u001E') < 0, "one packet in a frame");
        if (packet instanceof InboundPacket.Connect connect) {
            require(connect.namespace().matches("/[^,\\p{Cntrl}]{0,256}"), "a namespace that can be answered to");
        }
    }

    private static void json(byte[] data) {
        try (ByteBufInputStream source = new ByteBufInputStream(Unpooled.wrappedBuffer(data))) {
            Event event = JSON.readValue("/support", source, Event.class);
            require(event.getArgs().getFirst() instanceof ClientEvent, "an event, or a refused one");
            require(source.available() == 0, "nothing is left for a second packet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void address(String text) {
        // White space ends an address before it gets here.
        String address = text.replaceAll("\\s", "");
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, address);
        request.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .set(HttpHeaderNames.ORIGIN, text.replaceAll("[^\\x21-\\x7e]", ""))
                .set(HttpHeaderNames.CONNECTION, "Upgrade")
                .set(HttpHeaderNames.UPGRADE, "websocket")
                .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13")
                .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, "x3JJHMbDL1EzLkh9GBhXDw==");
        if (RULES.authenticator(request) instanceof Verdict.Upgrade) {
            QueryStringDecoder query = new QueryStringDecoder(address);
            require(query.path().equals("/socket.io/"), "the one path");
            require(!query.parameters().containsKey("sid"), "no session of another");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
