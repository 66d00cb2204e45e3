/// Whether copies are what their owners have (ADR 0055): pages of states, what differs in two of them, and the walk of
/// a copy through all of them.
@NullMarked
package com.smipay.support.kit.compare;

import org.jspecify.annotations.NullMarked;
