@NullMarked
package com.smipay.support.realtime.handshake;

import org.jspecify.annotations.NullMarked;
