package com.smipay.support.acceptance.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Canary;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The library that apps take (`common-contracts/client`), packed as they get it, on lines that are cut at random
/// bytes.
class ClientLibraryTest {
    /// Its desk, its store and its clock are the test's own.
    @Test
    @Timeout(300)
    void whatIsUnsentIsStoredFirstAndSentUnderAKeyThatIsStillKnown() {
        NodeFolder.CLIENT.build();
        NodeFolder.CLIENT.run(List.of("node", "--test", "test/outbox.test.mjs"), Map.of());
    }

    @Test
    @Tag("pages")
    @Timeout(420)
    void nothingIsLostShownTwiceOrOutOfOrderWhereverTheLineIsCut() {
        NodeFolder.CLIENT.build();
        LocalStack stack = LocalStack.running();
        NodeFolder.CLIENT.run(
                List.of("node", "--test", "test/"),
                Map.of(
                        "SUPPORT_URL", stack.gateway().toString(),
                        "JWT_SECRET", stack.secret(Secret.JWT_HS256),
                        "CANARY", Canary.WORD));
    }

    @Test
    @Timeout(300)
    void whatIsPackedIsTheLibraryAndItsTypes() {
        NodeFolder.CLIENT.build();
        assertThat(NodeFolder.CLIENT.run(List.of("npm", "pack", "--dry-run", "--ignore-scripts"), Map.of()))
                .contains("dist/index.js", "dist/index.d.ts", "dist/generated/events.d.ts", "README.md")
                .doesNotContain("test/", "src/");
    }
}
