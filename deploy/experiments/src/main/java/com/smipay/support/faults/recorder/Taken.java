package com.smipay.support.faults.recorder;

/// A message that a client was told is taken.
///
/// @param text as sent; nobody else ever sent the same
/// @param writer who sent it; one writer sends the next only when the one before is taken
public record Taken(String ticket, String id, String text, String writer) {}
