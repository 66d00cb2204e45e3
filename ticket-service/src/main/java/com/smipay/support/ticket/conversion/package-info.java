/// A ticket is made of a conversation that began as a chat (`live-chat-api.md`, rule 4).
@NullMarked
package com.smipay.support.ticket.conversion;

import org.jspecify.annotations.NullMarked;
