@NullMarked
package com.smipay.support.realtime.store;

import org.jspecify.annotations.NullMarked;
