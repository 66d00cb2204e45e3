package com.smipay.support.rating.domain;

import com.smipay.support.contracts.event.Owner;
import com.smipay.support.contracts.vocabulary.TicketStatus;
import java.util.UUID;

/// What this service knows of a ticket.
///
/// @param version of the ticket service; a newer event replaces the copy
public record Ticket(UUID id, String ticketNumber, long version, Owner owner, TicketStatus status) {}
