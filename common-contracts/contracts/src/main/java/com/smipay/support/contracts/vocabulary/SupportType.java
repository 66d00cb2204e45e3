package com.smipay.support.contracts.vocabulary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a ticket is about (`support-api.md`, Support Types).
public enum SupportType {
    GENERAL_INQUIRY("GENERAL_INQUIRY"),
    REGISTRATION_ISSUE("REGISTRATION_ISSUE"),
    LOGIN_ISSUE("LOGIN_ISSUE"),
    TRANSACTION_ISSUE("TRANSACTION_ISSUE"),
    PAYMENT_ISSUE("PAYMENT_ISSUE"),
    ACCOUNT_ISSUE("ACCOUNT_ISSUE"),
    WALLET_ISSUE("WALLET_ISSUE"),
    CARD_ISSUE("CARD_ISSUE"),
    KYC_VERIFICATION_ISSUE("KYC_VERIFICATION_ISSUE"),
    SECURITY_ISSUE("SECURITY_ISSUE"),
    BILLING_ISSUE("BILLING_ISSUE"),
    REFUND_REQUEST("REFUND_REQUEST"),
    FEATURE_REQUEST("FEATURE_REQUEST"),
    BUG_REPORT("BUG_REPORT"),
    OTHER("OTHER");

    private static final Map<String, SupportType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SupportType::wire, Function.identity()));

    private final String wire;

    SupportType(String wire) {
        this.wire = wire;
    }

    /// The word on the wire and in the database.
    @JsonValue
    public String wire() {
        return wire;
    }

    /// The value whose wire word is exactly this one; empty for any other text.
    public static Optional<SupportType> parse(String word) {
        return Optional.ofNullable(BY_WIRE.get(word));
    }

    /// Every wire word, in the order of the documents.
    public static List<String> words() {
        return Arrays.stream(values()).map(SupportType::wire).toList();
    }

    /// For databases and events, where only released words occur.
    ///
    /// @throws IllegalArgumentException for any other text
    @JsonCreator
    public static SupportType of(String word) {
        return parse(word).orElseThrow(() -> new IllegalArgumentException("Unknown support type: " + word));
    }
}
