/// What holds across the services.
@NullMarked
package com.smipay.support.acceptance.whole;

import org.jspecify.annotations.NullMarked;
