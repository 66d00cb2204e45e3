@NullMarked
package com.smipay.support.realtime;

import org.jspecify.annotations.NullMarked;
