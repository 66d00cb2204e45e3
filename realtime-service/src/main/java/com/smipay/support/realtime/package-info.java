/// Owns the sockets: who is connected, in which rooms, and what reaches them. It keeps no database; every instance
/// reads every event and delivers to its own rooms, so instances share nothing and any of them may die.
@NullMarked
package com.smipay.support.realtime;

import org.jspecify.annotations.NullMarked;
