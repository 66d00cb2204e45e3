package com.smipay.support.acceptance.sockets;

import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.client.ReactNative;
import com.smipay.support.acceptance.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Phones are let in as they come, byte by byte (`decisions.md` 47). Behind an ingress: `ThroughNginxTest`.
class ReactNativeTest {
    private static final Person USER = Person.user();
    private static final URI GATEWAY = LocalStack.running().gateway();

    /// The first address is that of a stack on the developer's own machine, the others lead to an ingress.
    @ParameterizedTest
    @CsvSource({
        "ANDROID, ws://10.0.2.2:8080,        0",
        "ANDROID, wss://api.example.com,     300",
        "ANDROID, wss://api.example.com:443, 20000",
        "ANDROID, ws://api.example.com:80,   20000",
        "IOS,     ws://localhost:8080,       0",
        "IOS,     wss://api.example.com,     300",
        "IOS,     wss://api.example.com:443, 20000",
        "IOS,     ws://api.example.com:80,   20000",
    })
    void aPhoneIsServedUnderEveryAddressWithAllItsCookies(ReactNative phone, URI address, int cookies)
            throws IOException {
        phone.isServed(GATEWAY, address, cookies, USER);
    }
}
