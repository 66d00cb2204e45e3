/// What this instance holds, in memory: who is connected, in which rooms, and who is typing. A room holds
/// connections of this instance only; whoever disconnects is in no room any more, whatever was still under way, and
/// whoever lost the right to a ticket is out of its room before the next push.
///
/// Typing is known as far as this instance has heard: from its own sockets at once, from other instances over a
/// topic of short-lived records. Whatever was heard runs out after six seconds, so nobody types for ever because
/// somebody died.
@NullMarked
package com.smipay.support.realtime.store;

import org.jspecify.annotations.NullMarked;
