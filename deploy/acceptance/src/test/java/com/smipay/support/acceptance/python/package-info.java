/// Clients in Python.
@NullMarked
package com.smipay.support.acceptance.python;

import org.jspecify.annotations.NullMarked;
