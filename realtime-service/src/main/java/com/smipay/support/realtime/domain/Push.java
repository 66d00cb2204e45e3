package com.smipay.support.realtime.domain;

/// One thing to tell one audience.
///
/// @param event the permanent name of the Socket.IO event
public record Push(String event, Audience audience, Payload payload) {}
