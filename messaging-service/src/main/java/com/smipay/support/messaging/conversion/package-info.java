/// A ticket is made of a chat (`live-chat-api.md`, rule 4): by the ticket service, which is asked with no lock held.
@NullMarked
package com.smipay.support.messaging.conversion;

import org.jspecify.annotations.NullMarked;
