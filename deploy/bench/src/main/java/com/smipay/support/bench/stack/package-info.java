/// What is measured: a stack of its own, and the peers beside it.
@NullMarked
package com.smipay.support.bench.stack;

import org.jspecify.annotations.NullMarked;
