/// Reading a conversation, marking it as read, and joining it on a socket. What a caller may not see is answered
/// exactly like what does not exist (`decisions.md` 12).
@NullMarked
package com.smipay.support.messaging.reading;

import org.jspecify.annotations.NullMarked;
