package com.smipay.support.ticket.opening;

import com.smipay.support.ticket.domain.Ticket;

/// A ticket that exists now.
///
/// @param owned whether its account is one that is there
public record OpenedTicket(Ticket ticket, boolean owned) {}
