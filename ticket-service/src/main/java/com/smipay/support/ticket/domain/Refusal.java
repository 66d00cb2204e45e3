package com.smipay.support.ticket.domain;

/// Why a request about a ticket is refused. What HTTP makes of it is told in one place, at the edge.
public enum Refusal {
    UNKNOWN_TICKET,
    /// A registration session that is not live, or another's.
    INVALID_SESSION,
    /// Somebody opens a ticket for an account that is gone.
    ACCOUNT_GONE,
    /// A ticket can only be assigned to an admin.
    NOT_AN_ADMIN
}
