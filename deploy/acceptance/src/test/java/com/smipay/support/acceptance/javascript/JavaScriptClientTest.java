package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The contract's own snippets are JavaScript: this is the client that they are written for (`support-api.md`,
/// Socket.IO).
class JavaScriptClientTest {
    @Test
    @Timeout(300)
    void javaScriptClientLivesATicketsWholeLife() {
        NodeFolder.ACCEPTANCE.install();
        Person user = Person.user();
        NodeFolder.ACCEPTANCE.run(
                List.of("node", "--test"),
                Map.of(
                        "SUPPORT_URL", LocalStack.running().gateway().toString(),
                        "USER_TOKEN", user.bearer(),
                        "USER_EMAIL", user.email(),
                        "ADMIN_TOKEN", Person.admin().bearer()));
    }
}
