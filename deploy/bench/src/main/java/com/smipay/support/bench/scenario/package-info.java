/// The scenarios, by name.
@NullMarked
package com.smipay.support.bench.scenario;

import org.jspecify.annotations.NullMarked;
