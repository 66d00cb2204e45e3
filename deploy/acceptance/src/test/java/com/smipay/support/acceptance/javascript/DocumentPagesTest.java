package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.DebianPackages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// OpenAPI and AsyncAPI as the gateway shows them. Not among the quick ones: what renders AsyncAPI is many packages.
@Tag("pages")
class DocumentPagesTest {
    @Test
    @Timeout(600)
    void bothDocumentsAreRendered() {
        new DebianPackages(List.of("chromium"), List.of(PagesTest.CHROMIUM, "--version")).require();
        NodeFolder.ACCEPTANCE.install();
        NodeFolder.EVENTS_PAGE.build();
        NodeFolder.ACCEPTANCE.run(
                List.of("node", "--test", "browser/documents.mjs"),
                Map.of(
                        "SUPPORT_URL",
                        LocalStack.running().gateway().toString(),
                        "CHROMIUM",
                        PagesTest.CHROMIUM,
                        "PICTURES",
                        Path.of("target", "pictures").toAbsolutePath().toString()));
    }
}
