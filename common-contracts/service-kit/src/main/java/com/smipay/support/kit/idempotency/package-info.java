/// Safe retries (`decisions.md` 8): the first answer is remembered in the transaction of its effect.
@NullMarked
package com.smipay.support.kit.idempotency;

import org.jspecify.annotations.NullMarked;
