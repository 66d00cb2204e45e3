/// The ticket service: the map ([TicketServiceMain]), which path leads where ([TicketRouting]), and what follows a
/// commit. The rooms know `domain`, `store` and `http`, and not each other.
@NullMarked
package com.smipay.support.ticket;

import org.jspecify.annotations.NullMarked;
