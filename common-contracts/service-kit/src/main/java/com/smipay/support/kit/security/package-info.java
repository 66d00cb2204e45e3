/// Who is calling: one token verifier for REST and sockets, the service credential, the device proof.
///
/// Invariants: no claim is believed before its signature was found right; nothing here throws for what a caller
/// sent; secrets are compared in constant time, and neither they nor a token ever reach a log or a `toString`.
@NullMarked
package com.smipay.support.kit.security;

import org.jspecify.annotations.NullMarked;
