/// Topics as they stand, read and written past every service.
@NullMarked
package com.smipay.support.local.topic;

import org.jspecify.annotations.NullMarked;
