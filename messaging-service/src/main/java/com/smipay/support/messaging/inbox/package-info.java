/// What agents see of all chats, and of one another: the list with its filters and figures, a chat with its notes, who
/// is there. And what a user sees of their own chats.
@NullMarked
package com.smipay.support.messaging.inbox;

import org.jspecify.annotations.NullMarked;
