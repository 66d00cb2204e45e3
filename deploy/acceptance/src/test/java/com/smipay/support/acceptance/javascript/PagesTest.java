package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.local.home.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The phone and the desk that the gateway serves (`deploy/web`), in a real browser. What they looked like stands in
/// `target/pictures`.
class PagesTest {
    static final String CHROMIUM = "/usr/bin/chromium";

    @Test
    @Timeout(900)
    void twoPhonesAndTwoAgentsLiveAChatAndATicketOnLinesThatAreCut() {
        new DebianPackages(List.of("chromium"), List.of(CHROMIUM, "--version")).require();
        NodeFolder.ACCEPTANCE.install();
        NodeFolder.PAGES.build();
        LocalStack stack = LocalStack.running();
        NodeFolder.ACCEPTANCE.run(
                List.of("node", "--test", "browser/pages-of-the-desk.mjs"),
                Map.of(
                        "SUPPORT_URL",
                        stack.gateway().toString(),
                        "JWT_SECRET",
                        stack.secret(Secret.JWT_HS256),
                        "CHROMIUM",
                        CHROMIUM,
                        "CANARY",
                        Canary.WORD,
                        "PICTURES",
                        Path.of("target", "pictures").toAbsolutePath().toString()));
    }
}
