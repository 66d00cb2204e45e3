package com.smipay.support.acceptance.javascript;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.local.home.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The contract's own snippets are JavaScript: this is the client that they are written for (`support-api.md`,
/// Socket.IO). Its tokens are those of the existing backend (`decisions.md` 14).
class JavaScriptClientTest {
    @Test
    @Timeout(300)
    void javaScriptClientLivesATicketsWholeLife() {
        LocalStack stack = LocalStack.running();
        Person user = ForeignSigner.JSONWEBTOKEN.user();
        NodeFolder.ACCEPTANCE.run(
                List.of("node", "--test"),
                Map.of(
                        "SUPPORT_URL", stack.gateway().toString(),
                        "JWT_SECRET", stack.secret(Secret.JWT_HS256),
                        "USER_TOKEN", user.bearer(),
                        "USER_EMAIL", user.email(),
                        "ADMIN_TOKEN", ForeignSigner.JSONWEBTOKEN.admin().bearer()));
    }
}
