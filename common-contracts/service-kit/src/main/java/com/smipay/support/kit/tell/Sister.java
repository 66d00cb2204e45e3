package com.smipay.support.kit.tell;

import java.net.URI;

/// Another service of the product, at its internal listener.
///
/// @param name for logs and metrics, for example `messaging`
/// @param baseUrl for example `http://127.0.0.1:7102`
public record Sister(String name, URI baseUrl) {}
