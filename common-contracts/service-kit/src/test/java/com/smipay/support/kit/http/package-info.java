@NullMarked
package com.smipay.support.kit.http;

import org.jspecify.annotations.NullMarked;
