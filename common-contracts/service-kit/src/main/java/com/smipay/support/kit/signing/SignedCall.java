package com.smipay.support.kit.signing;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a check needs of a request.
///
/// @param path as it stands in the request line, encoded, without the query
/// @param header every line of a header, by its name
/// @param body the bytes received, asked for only where the headers are worth reading it
public record SignedCall(String method, String path, Function<String, List<String>> header, Supplier<byte[]> body) {}
