package com.smipay.support.local.gateway;

/// The services that an ingress leads to.
public enum Upstream {
    TICKET,
    MESSAGING,
    RATING,
    REALTIME
}
