package com.smipay.support.ticket.domain;

import com.smipay.support.contracts.vocabulary.Priority;
import com.smipay.support.contracts.vocabulary.SupportType;

/// The priority of a ticket whose request names none (`support-api.md`, Priority). Never `urgent`.
public final class PriorityInference {
    private PriorityInference() {}

    public static Priority of(SupportType type) {
        return switch (type) {
            case SECURITY_ISSUE, REFUND_REQUEST, REGISTRATION_ISSUE, LOGIN_ISSUE -> Priority.HIGH;
            case TRANSACTION_ISSUE,
                    PAYMENT_ISSUE,
                    ACCOUNT_ISSUE,
                    WALLET_ISSUE,
                    CARD_ISSUE,
                    KYC_VERIFICATION_ISSUE,
                    BILLING_ISSUE,
                    BUG_REPORT -> Priority.MEDIUM;
            case FEATURE_REQUEST, GENERAL_INQUIRY, OTHER -> Priority.LOW;
        };
    }
}
