/// Measures the product side by side with what a team would otherwise write. Every figure is a ratio of two sides
/// that took turns in one run, on loopback, bounded in time.
@NullMarked
package com.smipay.support.bench;

import org.jspecify.annotations.NullMarked;
