package com.smipay.support.testkit.violating.writing;

/// One feature.
public final class Writes {}
