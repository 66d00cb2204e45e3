package com.smipay.support.realtime.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.smipay.support.contracts.json.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One text frame, read as an Engine.IO packet with a Socket.IO packet in it. What is none of the few forms that a
/// well-behaved client sends is `Forbidden`: the library would throw on it, log it whole, or believe it.
sealed interface InboundPacket {
    /// @param auth what the client connects with; a missing node where it sends nothing
    record Connect(String namespace, JsonNode auth) implements InboundPacket {}

    record Pong() implements InboundPacket {}

    /// An event of `/support` whose header is sound. Its JSON is judged by `PacketJson`, which refuses and never
    /// throws.
    record Event() implements InboundPacket {}

    /// An event with bytes in it, which no event of `/support` has. The bytes follow, in binary frames.
    ///
    /// @param attachments how many; at least one
    /// @param ackId null where the client wants no acknowledgement
    /// @param name the event's, where it has a plain one
    record BinaryEvent(
            int attachments,
            @Nullable String ackId,
            @Nullable String name) implements InboundPacket {}

    /// The answer to an acknowledgement that this server never asks for.
    record Ack() implements InboundPacket {}

    /// The client leaves a namespace, one that it was never in perhaps.
    record Disconnect(String namespace) implements InboundPacket {}

    /// The client ends the whole connection.
    record Close() implements InboundPacket {}

    record Forbidden() implements InboundPacket {}

    static InboundPacket parse(String frame) {
        if (frame.indexOf(Grammar.SEPARATOR) >= 0) {
            return new Forbidden();
        }
        return switch (frame) {
            case "3" -> new Pong();
            case "1" -> new Close();
            default -> parseMessage(frame);
        };
    }

    private static InboundPacket parseMessage(String frame) {
        if (Grammar.EVENT.matcher(frame).lookingAt()) {
            return new Event();
        }
        if (Grammar.ACK.matcher(frame).lookingAt()) {
            return new Ack();
        }
        Matcher binary = Grammar.BINARY_EVENT.matcher(frame);
        if (binary.lookingAt()) {
            return new BinaryEvent(
                    Integer.parseInt(binary.group("attachments")), binary.group("ack"), binary.group("name"));
        }
        Matcher disconnect = Grammar.DISCONNECT.matcher(frame);
        if (disconnect.matches()) {
            return new Disconnect(namespace(disconnect));
        }
        Matcher connect = Grammar.CONNECT.matcher(frame);
        return connect.matches() ? parseConnect(connect) : new Forbidden();
    }

    private static InboundPacket parseConnect(Matcher connect) {
        String auth = connect.group("auth");
        try {
            return new Connect(
                    namespace(connect),
                    auth.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(auth));
        } catch (JacksonException e) {
            return new Forbidden();
        }
    }

    private static String namespace(Matcher packet) {
        String namespace = packet.group("namespace");
        return namespace == null ? "/" : namespace;
    }

    /// The headers of the packets.
    final class Grammar {
        /// Between packets of one transmission: only long-polling has use for it, and the library splits at it
        /// everywhere.
        private static final char SEPARATOR = '\u001E';

        /// An acknowledgement id that no number type overflows on, then the array.
        private static final Pattern EVENT = Pattern.compile("42/support,[0-9]{0,9}\\[");

        /// Nobody by mistake sends more than a handful of attachments.
        private static final Pattern BINARY_EVENT = Pattern.compile(
                "45(?<attachments>[1-9])-/support,(?<ack>[0-9]{1,9})?\\[(?:\"(?<name>[A-Za-z0-9_.:-]{1,64})\")?");

        private static final Pattern ACK = Pattern.compile("43/support,[0-9]{1,9}\\[");
        /// Whatever a client may call one, for all but ours are refused by the name that it gave.
        private static final String NAMESPACE = "(?:(?<namespace>/[^,\\p{Cntrl}]{0,256})(?:,|$))?";

        private static final Pattern CONNECT = Pattern.compile("40" + NAMESPACE + "(?<auth>.*)", Pattern.DOTALL);
        private static final Pattern DISCONNECT = Pattern.compile("41" + NAMESPACE);

        private Grammar() {}
    }
}
