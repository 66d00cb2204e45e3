/// What the owner of a ticket does after opening it, as far as it is this service's: the list of one's tickets, and
/// `request-support` with a `ticket_number`, whose message the messaging service takes.
@NullMarked
package com.smipay.support.ticket.conversation;

import org.jspecify.annotations.NullMarked;
