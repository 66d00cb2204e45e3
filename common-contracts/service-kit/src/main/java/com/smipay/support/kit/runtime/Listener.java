package com.smipay.support.kit.runtime;

import java.util.function.IntSupplier;

/// Something that takes connections.
///
/// @param start opens it, and gives the port that it took
/// @param stop lets what is under way come to its end, within a bound of its own
public record Listener(IntSupplier start, ServiceApplication.Stop stop) {}
