/// The edge: what becomes of a TCP connection until it is an authenticated socket, and what may pass afterwards.
/// The only package that knows the wire. netty-socketio speaks the protocol behind a guard that lets nothing
/// through which has not been proven harmless (ADR 0009 lists what the library does without it).
@NullMarked
package com.smipay.support.realtime.api;

import org.jspecify.annotations.NullMarked;
