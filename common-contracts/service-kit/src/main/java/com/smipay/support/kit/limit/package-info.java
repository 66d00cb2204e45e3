/// Limits on what needs no token (`decisions.md` 15): token buckets in each replica, each for its part. What is
/// kept is bounded whoever invents names, no device id is kept in clear, and no request waits for another one.
@NullMarked
package com.smipay.support.kit.limit;

import org.jspecify.annotations.NullMarked;
