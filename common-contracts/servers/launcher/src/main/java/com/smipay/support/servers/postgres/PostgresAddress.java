package com.smipay.support.servers.postgres;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A server that runs already.
///
/// @param host and port, as in a URL
/// @param parameters of the connection, user and password left out
public record PostgresAddress(String host, String username, String password, Map<String, String> parameters) {
    private static final String FORMS =
            "expected postgresql://user:password@host:port or jdbc:postgresql://host:port/?user=…&password=…";

    public PostgresAddress {
        parameters = Map.copyOf(parameters);
    }

    /// Reads `postgresql://user:password@host:port`, and what JDBC would take. A database in it is left out: the
    /// services have their own.
    ///
    /// @throws IllegalArgumentException for anything else; the message never quotes the password
    public static PostgresAddress parse(String text) {
        URI uri = uri(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
        boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!scheme || uri.getHost() == null) {
            throw new IllegalArgumentException(FORMS);
        }
        Map<String, String> parameters = parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        String username = user[0].isEmpty() ? parameters.getOrDefault("user", "postgres") : decode(user[0]);
        String password = user.length < 2 ? parameters.getOrDefault("password", "") : decode(user[1]);
        parameters.keySet().removeAll(List.of("user", "password"));
        String host = uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort());
        return new PostgresAddress(host, username, password, parameters);
    }

    public String jdbcUrl(String database) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .collect(Collectors.joining("&"));
        return "jdbc:postgresql://" + host + "/" + database + (query.isEmpty() ? "" : "?" + query);
    }

    /// Without credentials, for people.
    public String display() {
        return "postgresql://" + host;
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The cause would quote the whole text, the password in it.
            throw new IllegalArgumentException(FORMS);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length == 2) {
                parameters.put(decode(sides[0]), decode(sides[1]));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
