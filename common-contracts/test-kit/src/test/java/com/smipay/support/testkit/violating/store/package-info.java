/// One package of the service that breaks every house rule.
@NullMarked
package com.smipay.support.testkit.violating.store;

import org.jspecify.annotations.NullMarked;
