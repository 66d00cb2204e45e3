/// How JSON looks on every wire of this product: snake case, UTC instants with milliseconds, unknown fields ignored.
@NullMarked
package com.smipay.support.contracts.json;

import org.jspecify.annotations.NullMarked;
