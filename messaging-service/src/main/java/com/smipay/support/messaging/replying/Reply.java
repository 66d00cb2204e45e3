package com.smipay.support.messaging.replying;

import com.smipay.support.messaging.domain.Words;

/// What an admin says to a ticket (`admin-api.md`, Reply).
///
/// @param isInternal whether it is a note, which the user never sees
public record Reply(Words words, boolean isInternal) {}
