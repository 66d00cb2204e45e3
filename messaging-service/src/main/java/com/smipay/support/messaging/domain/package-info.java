/// Who may read, write and mark what, and how a message looks to whom: pure, without I/O and without a framework.
@NullMarked
package com.smipay.support.messaging.domain;

import org.jspecify.annotations.NullMarked;
