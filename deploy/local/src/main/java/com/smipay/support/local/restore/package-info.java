/// What is to be done after the database of a service was restored (ADR 0055).
@NullMarked
package com.smipay.support.local.restore;

import org.jspecify.annotations.NullMarked;
