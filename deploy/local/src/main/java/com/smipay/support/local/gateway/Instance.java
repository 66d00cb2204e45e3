package com.smipay.support.local.gateway;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One replica of a service.
///
/// @param address of its public listener
/// @param readiness what answers 200 while requests may be sent to it; null where nobody can tell
public record Instance(URI address, @Nullable URI readiness) {}
