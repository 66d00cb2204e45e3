package com.smipay.support.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.json.Json;
import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.token.LocalToken;
import com.smipay.support.servers.files.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Prints a token for the stack of this home.
@Command(name = "token", mixinStandardHelpOptions = true, description = "Prints a token that the running stack takes.")
public final class TokenCommand implements Callable<Integer> {
    private static final String DAY = "86400";
    private static final String NO_OBJECT =
            "--claims takes one JSON object, for example --claims '{\"role\":\"super_admin\"}'";

    enum Role {
        user,
        admin
    }

    @Option(names = "--sub", required = true, description = "The person's id.")
    private String subject = "";

    @Option(names = "--email", description = "The person's email address.")
    private @Nullable String email;

    @Option(names = "--email-verified", arity = "1", description = "Whether that address is known to be theirs.")
    private @Nullable Boolean emailVerified;

    @Option(names = "--name", description = "The person's name.")
    private @Nullable String name;

    @Option(names = "--role", defaultValue = "user", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Role role = Role.user;

    @Option(
            names = "--expires",
            defaultValue = DAY,
            description = "Seconds from now; less than 0 is in the past (${DEFAULT-VALUE}).")
    private long expires;

    @Option(names = "--no-kid", description = "Leave the key id out, as most signers do.")
    private boolean withoutKeyId;

    @Option(
            names = "--claims",
            paramLabel = "<json>",
            description =
                    "A JSON object of further claims; one that stands there already is replaced, by null left out.")
    private @Nullable String more;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The file of another deployment's jwt.hs256-secret; else the running stack's.")
    private @Nullable Path keyFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Map<String, Object> claims = claims(Instant.now().getEpochSecond());
        addMore(claims);
        spec.commandLine().getOut().println(new LocalToken(claims, !withoutKeyId).sign(secret()));
        return 0;
    }

    private String secret() throws IOException {
        if (keyFile != null) {
            if (!Files.isReadable(keyFile)) {
                throw new UserError("There is no file to read: " + keyFile);
            }
            return Files.readString(keyFile).strip();
        }
        SecretFile secret = StackHome.from(System.getenv()).secret(Secret.JWT_HS256);
        if (!Files.exists(secret.path())) {
            throw new UserError("No stack was ever started here: there is no " + secret.path());
        }
        return secret.read();
    }

    private Map<String, Object> claims(long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", subject);
        put(claims, "email", email);
        put(claims, "email_verified", emailVerified);
        put(claims, "name", name);
        claims.put("role", role.name());
        put(claims, "iss", System.getenv("JWT_ISSUER"));
        put(claims, "aud", System.getenv("JWT_AUDIENCE"));
        claims.put("iat", Math.min(now, now + expires));
        claims.put("exp", now + expires);
        return claims;
    }

    private void addMore(Map<String, Object> claims) {
        if (more == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> claim : object(more).properties()) {
            if (claim.getValue().isNull()) {
                claims.remove(claim.getKey());
            } else {
                claims.put(claim.getKey(), claim.getValue());
            }
        }
    }

    private static ObjectNode object(String json) {
        try {
            if (Json.mapper().readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw new UserError(NO_OBJECT + ".");
        } catch (JsonProcessingException e) {
            throw new UserError(NO_OBJECT + "; this one can't be read: " + e.getOriginalMessage());
        }
    }

    private static void put(Map<String, Object> claims, String claim, @Nullable Object value) {
        if (value != null) {
            claims.put(claim, value);
        }
    }
}
