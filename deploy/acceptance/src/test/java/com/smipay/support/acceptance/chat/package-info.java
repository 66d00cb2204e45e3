/// Live chat, from outside (`live-chat-api.md`).
@NullMarked
package com.smipay.support.acceptance.chat;

import org.jspecify.annotations.NullMarked;
