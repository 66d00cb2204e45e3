/// The SQL of the rating service. Row types and statements stay here; transactions are opened by the use case.
@NullMarked
package com.smipay.support.rating.store;

import org.jspecify.annotations.NullMarked;
