/// One package of the service that breaks every house rule.
@NullMarked
package com.smipay.support.testkit.violating.reading;

import org.jspecify.annotations.NullMarked;
