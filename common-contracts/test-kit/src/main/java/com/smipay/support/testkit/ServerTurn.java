package com.smipay.support.testkit;

import java.lang.StackWalker.Option;

/// Asked by whatever starts a server for a test: whether that test is [OneServerAtATime].
public final class ServerTurn {
    private static final StackWalker CALLERS = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private ServerTurn() {}

    /// @throws IllegalStateException where nobody on the way here is a test that waits its turn
    public static void check() {
        boolean waits = CALLERS.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                .anyMatch(each -> each.isAnnotationPresent(OneServerAtATime.class)));
        if (!waits) {
            throw new IllegalStateException("A test that starts a server is to be @OneServerAtATime");
        }
    }
}
