/// Who may rate what, and when: pure, without I/O and without a framework.
@NullMarked
package com.smipay.support.rating.domain;

import org.jspecify.annotations.NullMarked;
