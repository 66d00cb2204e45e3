@NullMarked
package com.smipay.support.kit.limit;

import org.jspecify.annotations.NullMarked;
