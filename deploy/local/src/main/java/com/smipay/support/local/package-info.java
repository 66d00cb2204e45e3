@NullMarked
package com.smipay.support.local;

import org.jspecify.annotations.NullMarked;
