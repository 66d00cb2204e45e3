/// Which agents have a socket here, as the messaging service is told of it: it shows who is online, over all instances
/// (`live-chat-api.md`, `GET /agents`).
@NullMarked
package com.smipay.support.realtime.presence;

import org.jspecify.annotations.NullMarked;
