@NullMarked
package com.smipay.support.kit.signing;

import org.jspecify.annotations.NullMarked;
