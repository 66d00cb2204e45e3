/// Opening tickets: `POST /api/v1/support/request-support` without `ticket_number` (`support-api.md` §1). The first
/// message belongs to the opening: its id is given here, and messaging stores it when it hears of the ticket.
@NullMarked
package com.smipay.support.ticket.opening;

import org.jspecify.annotations.NullMarked;
