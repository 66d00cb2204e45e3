/// Shared HTTP behaviour: the error shape, field validation, request ids, the security-headers guard, method tables.
@NullMarked
package com.smipay.support.kit.http;

import org.jspecify.annotations.NullMarked;
