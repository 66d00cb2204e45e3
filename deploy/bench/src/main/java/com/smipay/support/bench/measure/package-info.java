/// What is made of figures: medians, spreads, pairs, the table and the file. Pure.
@NullMarked
package com.smipay.support.bench.measure;

import org.jspecify.annotations.NullMarked;
