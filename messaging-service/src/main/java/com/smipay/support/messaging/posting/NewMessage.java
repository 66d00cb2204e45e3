package com.smipay.support.messaging.posting;

import com.smipay.support.messaging.domain.Words;

/// What a user says to a ticket, in the bounds of `support-api.md` §4.
///
/// @param ticketNumber as it was written
/// @param email given as the ticket's contact email: trimmed and in lower case
public record NewMessage(String ticketNumber, Words words, String email) {
    public static final int MIN_LENGTH = 10;
    public static final int MAX_LENGTH = 5000;
}
