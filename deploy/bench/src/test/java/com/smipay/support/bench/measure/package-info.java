/// The arithmetic, without a stack.
@NullMarked
package com.smipay.support.bench.measure;

import org.jspecify.annotations.NullMarked;
