/// One package of the service that breaks every house rule.
@NullMarked
package com.smipay.support.testkit.violating.api;

import org.jspecify.annotations.NullMarked;
