/// The load generators: plain sockets that read no more of an answer than its end, so that they cost little beside
/// what they measure. What they cost is printed with every figure.
@NullMarked
package com.smipay.support.bench.load;

import org.jspecify.annotations.NullMarked;
