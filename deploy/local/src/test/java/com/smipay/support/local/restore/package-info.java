@NullMarked
package com.smipay.support.local.restore;

import org.jspecify.annotations.NullMarked;
