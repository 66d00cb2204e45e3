@NullMarked
package com.smipay.support.realtime.presence;

import org.jspecify.annotations.NullMarked;
