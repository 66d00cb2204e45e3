@NullMarked
package com.smipay.support.testkit;

import org.jspecify.annotations.NullMarked;
