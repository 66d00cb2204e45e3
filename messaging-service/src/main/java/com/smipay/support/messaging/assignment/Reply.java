package com.smipay.support.messaging.assignment;

import com.smipay.support.messaging.domain.Words;

/// What an agent says to a chat.
///
/// @param isInternal whether it is a note, which the user never sees
public record Reply(Words words, boolean isInternal) {}
