/// One package of the service that breaks every house rule.
@NullMarked
package com.smipay.support.testkit.violating.writing;

import org.jspecify.annotations.NullMarked;
