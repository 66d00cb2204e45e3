@NullMarked
package com.smipay.support.realtime.push;

import org.jspecify.annotations.NullMarked;
