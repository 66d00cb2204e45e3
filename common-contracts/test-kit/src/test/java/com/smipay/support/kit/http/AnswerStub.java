package com.smipay.support.kit.http;

/// Stands for everything that speaks HTTP, which this module has no library for.
public final class AnswerStub {
    public static final Object ANSWER = "answer";

    private AnswerStub() {}
}
