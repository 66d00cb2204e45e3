package com.smipay.support.realtime.requests;

import com.smipay.support.realtime.domain.Refusal;

/// What a peer said.
sealed interface Answer<T> {
    record Given<T>(T value) implements Answer<T> {}

    record Refused<T>(Refusal refusal) implements Answer<T> {}
}
