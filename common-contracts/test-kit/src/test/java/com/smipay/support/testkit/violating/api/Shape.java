package com.smipay.support.testkit.violating.api;

/// What an answer looks like.
public record Shape(String text) {}
