/// A chat from its user's side (`live-chat-api.md`): it begins with a message, takes others, is read, marked as read,
/// joined and rated.
@NullMarked
package com.smipay.support.messaging.chat;

import org.jspecify.annotations.NullMarked;
