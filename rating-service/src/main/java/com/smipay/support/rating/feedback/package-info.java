/// What a user thinks of how a ticket was handled: rated once, by whoever owns the ticket, when it is settled.
@NullMarked
package com.smipay.support.rating.feedback;

import org.jspecify.annotations.NullMarked;
