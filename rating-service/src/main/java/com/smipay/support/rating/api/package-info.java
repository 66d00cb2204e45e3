/// The HTTP edge: the endpoint, the body that it reads and the answer that it gives, and the one table of refusals.
/// The only package that knows HTTP.
@NullMarked
package com.smipay.support.rating.api;

import org.jspecify.annotations.NullMarked;
