package com.smipay.support.faults.recorder;

/// A message or note of one ticket as the database has it; a list of them is in the order of `seq`.
///
/// @param isInternal a note, which only admins are shown
public record Stored(String id, String text, boolean isInternal) {}
