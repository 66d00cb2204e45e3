/// The HTTP edge: every endpoint, the bodies and queries that it reads and the answers that it gives, who is
/// calling, and the one table of refusals. The only package that knows HTTP. An endpoint calls one use case and
/// makes an answer of its result.
@NullMarked
package com.smipay.support.ticket.api;

import org.jspecify.annotations.NullMarked;
