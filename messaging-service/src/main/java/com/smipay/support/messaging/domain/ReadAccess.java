package com.smipay.support.messaging.domain;

/// The setting `ticket.read-access` (`decisions.md` 12).
public enum ReadAccess {
    /// Only for whoever has a right to the ticket.
    OWNER,
    /// For everybody who knows the ticket's number.
    NUMBER
}
