@NullMarked
package com.smipay.support.realtime.requests;

import org.jspecify.annotations.NullMarked;
