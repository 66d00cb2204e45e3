/// Whose chat it is, from the agents' side (`live-chat-api.md`, Rules): claimed, replied to, handed over, closed.
@NullMarked
package com.smipay.support.messaging.assignment;

import org.jspecify.annotations.NullMarked;
