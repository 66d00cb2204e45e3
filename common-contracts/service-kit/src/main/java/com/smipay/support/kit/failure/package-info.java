/// What goes wrong without being anybody's mistake, in words that know neither HTTP nor SQL.
@NullMarked
package com.smipay.support.kit.failure;

import org.jspecify.annotations.NullMarked;
