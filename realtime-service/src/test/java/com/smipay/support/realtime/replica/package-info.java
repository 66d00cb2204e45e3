@NullMarked
package com.smipay.support.realtime.replica;

import org.jspecify.annotations.NullMarked;
