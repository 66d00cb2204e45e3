@NullMarked
package com.smipay.support.realtime.rooms;

import org.jspecify.annotations.NullMarked;
