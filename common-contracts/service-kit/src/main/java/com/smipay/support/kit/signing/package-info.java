/// Signed requests (`decisions.md` 10): who signs is a server that holds the key. A request is looked at in the order
/// of what it costs: headers, time, signature, and last its nonce, which is noted only for a signature that was
/// right.
@NullMarked
package com.smipay.support.kit.signing;

import org.jspecify.annotations.NullMarked;
