package com.smipay.support.faults.recorder;

/// A record of a topic that carries a message. The same event may stand there more than once: it was published again
/// because nobody knew whether it had been. Two events for one message may not.
public record Published(String event, String message) {}
