package com.smipay.support.kit.runtime;

import java.time.Duration;

/// Something that nobody waits for and that has to be done again and again. It suffers being done twice, by other
/// replicas too, and does a bounded portion each time.
///
/// @param name shown in health
/// @param every how long after one time the next one begins
public record Chore(String name, Duration every, Runnable work) {}
