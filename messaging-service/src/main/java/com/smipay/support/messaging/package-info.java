@NullMarked
package com.smipay.support.messaging;

import org.jspecify.annotations.NullMarked;
