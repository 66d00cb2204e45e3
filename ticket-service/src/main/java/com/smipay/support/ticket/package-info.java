@NullMarked
package com.smipay.support.ticket;

import org.jspecify.annotations.NullMarked;
