@NullMarked
package com.smipay.support.kit;

import org.jspecify.annotations.NullMarked;
