package com.smipay.support.realtime.api;

import com.smipay.support.testkit.Tokens;
import java.time.Duration;
import java.util.List;

/// A server to attack: the library as its documentation has it, or the library behind the guard.
interface Target extends AutoCloseable {
    String SECRET = "a secret of the tests that is long enough";

    int port();

    /// Names of the events that got through to the application, in any namespace.
    List<String> heard();

    /// An event `secret` to everybody whom the application takes for a client.
    void pushToEverybody();

    /// Whether somebody is still held for connected.
    boolean hasClients();

    /// How long an attack may take to show its effect: long where it works, so that a busy machine hides nothing.
    Duration patience();

    @Override
    void close();

    static Tokens.Draft user() {
        return Tokens.with(SECRET).user("u-1").email("john@example.com");
    }
}
