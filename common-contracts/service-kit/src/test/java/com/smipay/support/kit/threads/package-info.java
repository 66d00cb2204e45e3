@NullMarked
package com.smipay.support.kit.threads;

import org.jspecify.annotations.NullMarked;
