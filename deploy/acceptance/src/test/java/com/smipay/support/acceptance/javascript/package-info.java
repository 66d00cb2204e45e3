/// The official JavaScript client, which phones and dashboards use, run as a process of its own.
@NullMarked
package com.smipay.support.acceptance.javascript;

import org.jspecify.annotations.NullMarked;
