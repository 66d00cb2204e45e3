@NullMarked
package com.smipay.support.realtime.domain;

import org.jspecify.annotations.NullMarked;
