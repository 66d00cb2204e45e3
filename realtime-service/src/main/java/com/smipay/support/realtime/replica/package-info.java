/// Which agents are gone (`decisions.md` 54): from the identity topic as it is told, and from the messaging service
/// for what was told before this instance started.
@NullMarked
package com.smipay.support.realtime.replica;

import org.jspecify.annotations.NullMarked;
