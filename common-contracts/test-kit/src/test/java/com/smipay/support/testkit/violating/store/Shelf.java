package com.smipay.support.testkit.violating.store;

import com.smipay.support.kit.http.AnswerStub;
import com.smipay.support.testkit.violating.api.Shape;

/// Knows what an answer looks like, and HTTP.
public final class Shelf {
    Shape shape() {
        return new Shape(String.valueOf(AnswerStub.ANSWER));
    }
}
