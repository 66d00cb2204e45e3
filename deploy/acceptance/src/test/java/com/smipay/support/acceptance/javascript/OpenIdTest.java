package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.outside.OwnStack;
import com.smipay.support.servers.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pages whose people an issuer signs in by OpenID Connect, in front of services that know its keys: a stack of its
/// own, for the other one signs by itself.
@Tag("pages")
class OpenIdTest {
    @Test
    @Timeout(600)
    void anAgentAndAUserAreSignedInByAnIssuer() throws IOException {
        new DebianPackages(List.of("chromium"), List.of(PagesTest.CHROMIUM, "--version")).require();
        NodeFolder.ACCEPTANCE.install();
        NodeFolder.PAGES.build();
        StackHome home = new StackHome(Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "stacks").toAbsolutePath()), "openid-"));
        String issuer = "http://127.0.0.1:" + FreePorts.any();
        Map<String, String> settings = Map.of(
                "SUPPORT_RATE_LIMIT",
                "0",
                "JWT_JWKS_URL",
                issuer + "/jwks",
                "JWT_ISSUER",
                issuer,
                "JWT_AUDIENCE",
                "support",
                "SUPPORT_OIDC_ISSUER",
                issuer,
                "SUPPORT_OIDC_CLIENT_ID",
                "support-desk");
        try (OwnStack stack = OwnStack.start(home, settings)) {
            NodeFolder.ACCEPTANCE.run(
                    List.of("node", "--test", "browser/openid.mjs"),
                    Map.of(
                            "SUPPORT_URL",
                            stack.gateway().toString(),
                            "ISSUER",
                            issuer,
                            "CHROMIUM",
                            PagesTest.CHROMIUM,
                            "CANARY",
                            Canary.WORD,
                            "PICTURES",
                            Path.of("target", "pictures").toAbsolutePath().toString()));
        }
    }
}
