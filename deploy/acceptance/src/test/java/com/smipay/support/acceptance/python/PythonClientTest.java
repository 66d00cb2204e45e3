package com.smipay.support.acceptance.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.javascript.ForeignSigner;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.Command;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.servers.files.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Debian's `python3-socketio`, sync and async (`decisions.md` 25), with a token of the existing backend. Skipped, and
/// said so, where it is neither installed nor can be: on a machine that is no Debian, or without the right to install.
class PythonClientTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final DebianPackages CLIENT = new DebianPackages(
            List.of("python3-socketio", "python3-aiohttp", "python3-websocket", "python3-requests"),
            List.of(PYTHON, "-c", "import socketio, aiohttp, websocket, requests"));
    private static final Path FOLDER = Checkout.find().root().resolve(Path.of("deploy", "acceptance", "python"));

    @Test
    @Timeout(900)
    void thePythonClientsAreServed() {
        CLIENT.require();

        Command.Outcome outcome = new Command(
                        FOLDER,
                        List.of(PYTHON, "sockets.py"),
                        Map.of(
                                "SUPPORT_URL", LocalStack.running().gateway().toString(),
                                "USER_TOKEN", ForeignSigner.JSONWEBTOKEN.user().bearer()),
                        Duration.ofSeconds(90))
                .run();

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("served");
    }
}
