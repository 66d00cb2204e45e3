/// Where a stack lives: the checkout that its programs come from, and the directory that holds its data, its secrets,
/// its logs and the record of its processes. Several stacks, each with a home of its own, share one checkout.
@NullMarked
package com.smipay.support.local.home;

import org.jspecify.annotations.NullMarked;
