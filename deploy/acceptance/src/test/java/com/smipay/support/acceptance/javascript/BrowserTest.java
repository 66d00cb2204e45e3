package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.local.home.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The clients that exist, in a real browser: pages that run the snippets of `support-api.md` as they stand there, and
/// a dashboard that reads texts where `admin-api.md` promises texts, from origins of their own and with tokens of the
/// existing signer (`decisions.md` 14, 47, 48).
class BrowserTest {
    private static final String CHROMIUM = "/usr/bin/chromium";

    @Test
    @Timeout(900)
    void aTicketLivesInBrowsersAsTheDocumentsTellThemTo() throws IOException {
        new DebianPackages(List.of("chromium"), List.of(CHROMIUM, "--version")).require();
        NodeFolder.ACCEPTANCE.install();
        LocalStack stack = LocalStack.running();
        Map<String, String> environment = Map.of(
                "SUPPORT_URL", stack.gateway().toString(),
                "APP_ORIGIN", LocalStack.APP_PAGES,
                "DASHBOARD_ORIGIN", LocalStack.DASHBOARD_PAGES,
                "JWT_SECRET", stack.secret(Secret.JWT_HS256),
                "CHROMIUM", CHROMIUM,
                "CANARY", Canary.WORD,
                "PHONE", Canary.phone(),
                "GUEST", KnownPeople.registering().toString(),
                "KNOWN", KnownPeople.user().toString());
        NodeFolder.ACCEPTANCE.run(List.of("node", "--test", "browser/life-in-browsers.mjs"), environment);
    }
}
