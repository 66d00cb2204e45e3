@NullMarked
package com.smipay.support.realtime.api;

import org.jspecify.annotations.NullMarked;
