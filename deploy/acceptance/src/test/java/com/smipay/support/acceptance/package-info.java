/// The product as a stranger meets it: through the gateway of a real stack, with the official Socket.IO clients. Every
/// exchange is held against the published documents. Tests wait for conditions, never for a time.
@NullMarked
package com.smipay.support.acceptance;

import org.jspecify.annotations.NullMarked;
