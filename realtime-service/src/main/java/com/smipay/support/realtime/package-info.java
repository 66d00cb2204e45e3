/// Owns the sockets: who is connected, in which rooms, and what reaches them. It keeps no database; every instance
/// reads every event and delivers to its own rooms, so instances share nothing and any of them may die.
///
/// `RealtimeServiceMain` is the map. What a client asks comes in by `api` (the wire) and is done in `requests`;
/// what happened comes from Kafka and goes out by `push`. Both work on `store`, which holds the connections, their
/// rooms and who is typing, in memory; `replica` knows which agents are gone, and `domain` decides, pure.
@NullMarked
package com.smipay.support.realtime;

import org.jspecify.annotations.NullMarked;
