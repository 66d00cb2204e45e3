package com.smipay.support.local.command;

/// Something that the person at the terminal can put right. Shown without a stack trace.
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
