@NullMarked
package com.smipay.support.rating;

import org.jspecify.annotations.NullMarked;
