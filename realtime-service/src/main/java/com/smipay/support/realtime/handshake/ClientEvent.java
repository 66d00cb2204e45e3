package com.smipay.support.realtime.handshake;

import com.fasterxml.jackson.databind.JsonNode;

/// What a client emitted, before anybody judged it.
///
/// @param name the event's name
/// @param payload its first argument; a missing node where there is none
public record ClientEvent(String name, JsonNode payload) {}
