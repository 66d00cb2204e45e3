/// A service's two listeners, its health, its start and its stop.
@NullMarked
package com.smipay.support.kit.runtime;

import org.jspecify.annotations.NullMarked;
