package com.smipay.support.servers.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks a process how it is.
public final class Probe {
    private static final int LIMIT = (int) Duration.ofSeconds(3).toMillis();
    private static final int NOBODY = 0;

    private Probe() {}

    /// The status of a GET; 0 where nobody answers.
    public static int status(URI address) {
        try {
            HttpURLConnection connection = open(address);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return NOBODY;
        }
    }

    /// The body of a GET, whatever its status is; empty where nobody answers.
    public static String body(URI address) {
        try {
            HttpURLConnection connection = open(address);
            try (var stream =
                    connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return "";
        }
    }

    private static HttpURLConnection open(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(LIMIT);
        connection.setReadTimeout(LIMIT);
        return connection;
    }
}
