/// One room of the service that breaks every house rule.
@NullMarked
package com.smipay.support.testkit.violating.domain;

import org.jspecify.annotations.NullMarked;
