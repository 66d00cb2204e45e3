package com.smipay.support.kit.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/// Looks what is at the broker's address, with the first question of Kafka's protocol (ApiVersions, version 0) and
/// eight bytes of its answer: a client of Kafka's asks the same, but takes whatever comes for an answer. A broker
/// answers it before it wants to know who asks. Needs no client, and no memory to speak of; where the clients speak TLS
/// it does too, by the same keys.
final class BrokerProbe {
    private static final int PATIENCE_MS = Math.toIntExact(Duration.ofSeconds(1).toMillis());
    private static final int API_VERSIONS = 18;
    private static final int QUESTION = 0x534D4950;
    private static final int LONGEST_ANSWER = 1024 * 1024;

    enum What {
        BROKER,
        /// Something that answers, and is no broker.
        STRANGER,
        NOBODY
    }

    /// @param sentence for people
    record Found(What what, String sentence) {
        boolean isKafka() {
            return what == What.BROKER;
        }

        boolean isStranger() {
            return what == What.STRANGER;
        }
    }

    private BrokerProbe() {}

    /// @param config of a client, of which the addresses and what concerns TLS count
    /// @return the first that is a broker; else what is at the first address
    static Found look(Map<String, Object> config) {
        String bootstrapServers = String.valueOf(config.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        List<String> addresses = Stream.of(bootstrapServers.split(","))
                .map(String::trim)
                .filter(address -> !address.isEmpty())
                .toList();
        Found first = new Found(What.NOBODY, "No address of a broker is set");
        for (String address : addresses) {
            Found found = at(address, config);
            if (found.isKafka()) {
                return found;
            }
            first = address.equals(addresses.getFirst()) ? found : first;
        }
        return first;
    }

    private static Found at(String address, Map<String, Object> config) {
        try {
            ask(address, config);
            return new Found(What.BROKER, address + " is a broker");
        } catch (StrangerException e) {
            return new Found(What.STRANGER, address + " " + e.getMessage() + ", and is no broker");
        } catch (SSLException e) {
            return new Found(What.STRANGER, address + " can't be spoken to by TLS: " + e.getMessage());
        } catch (KafkaException e) {
            return new Found(What.STRANGER, "The keys for TLS can't be used: " + e.getMessage());
        } catch (EOFException e) {
            return new Found(What.NOBODY, address + " ends the connection without an answer");
        } catch (SocketTimeoutException e) {
            return new Found(What.NOBODY, address + " does not answer");
        } catch (IOException | RuntimeException e) {
            return new Found(What.NOBODY, address + " can't be reached");
        }
    }

    private static void ask(String address, Map<String, Object> config) throws IOException, StrangerException {
        int colon = address.lastIndexOf(':');
        InetSocketAddress target = new InetSocketAddress(
                address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)));
        try (Socket line = new Socket();
                Socket socket = connect(line, target, config)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(question());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < Integer.BYTES || length > LONGEST_ANSWER || in.readInt() != QUESTION) {
                throw new StrangerException(
                        nameOf(ByteBuffer.allocate(Integer.BYTES).putInt(length).array()));
            }
        }
    }

    private static Socket connect(Socket line, InetSocketAddress target, Map<String, Object> config)
            throws IOException {
        line.connect(target, PATIENCE_MS);
        line.setSoTimeout(PATIENCE_MS);
        return isByTls(config) ? throughTls(line, target, config) : line;
    }

    private static boolean isByTls(Map<String, Object> config) {
        String protocol = String.valueOf(config.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
        return protocol.equalsIgnoreCase(SecurityProtocol.SSL.name)
                || protocol.equalsIgnoreCase(SecurityProtocol.SASL_SSL.name);
    }

    private static Socket throughTls(Socket line, InetSocketAddress target, Map<String, Object> config)
            throws IOException {
        Map<String, Object> known = new HashMap<>(config);
        known.keySet()
                .removeIf(name ->
                        !AdminClientConfig.configNames().contains(name) && !name.startsWith(KafkaSettings.PROVIDERS));
        AdminClientConfig parsed = new AdminClientConfig(known);
        try (DefaultSslEngineFactory keys = new DefaultSslEngineFactory()) {
            keys.configure(parsed.values());
            SSLSocket socket = (SSLSocket) keys.sslContext()
                    .getSocketFactory()
                    .createSocket(line, target.getHostString(), target.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(
                    parsed.getString(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        }
    }

    /// Length, call, version, number of the question, no client's name.
    private static byte[] question() {
        int size = 2 * Short.BYTES + Integer.BYTES + Short.BYTES;
        return ByteBuffer.allocate(Integer.BYTES + size)
                .putInt(size)
                .putShort((short) API_VERSIONS)
                .putShort((short) 0)
                .putInt(QUESTION)
                .putShort((short) -1)
                .array();
    }

    private static String nameOf(byte[] head) {
        if (new String(head, StandardCharsets.US_ASCII).equals("HTTP")) {
            return "answers HTTP";
        }
        boolean isTls = head[0] >= 0x14 && head[0] <= 0x17 && head[1] == 0x03;
        return isTls ? "answers TLS" : "answers in another protocol";
    }

    /// Something answered, and it was no broker.
    private static final class StrangerException extends Exception {
        private static final long serialVersionUID = 1L;

        StrangerException(String what) {
            super(what, null, false, false);
        }
    }
}
