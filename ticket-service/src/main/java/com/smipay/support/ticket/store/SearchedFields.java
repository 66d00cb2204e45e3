package com.smipay.support.ticket.store;

import com.smipay.support.kit.text.FoldedText;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What searches look through, folded (`decisions.md` 50). Folding leaves no control characters, so none of those that
/// stand between fields is ever searched for, and no search matches across two of them. Pure.
final class SearchedFields {
    private static final String BETWEEN_FIELDS = "\u0001";

    /// What is found like words of the description, though it is no part of it.
    private static final String BESIDE_DESCRIPTION = "\u0002";

    private SearchedFields() {}

    /// @param guestName of a guest only: people with an account are searched by the names that they have now
    static String ofTicket(
            String subject,
            String email,
            @Nullable String phoneNumber,
            String description,
            @Nullable String relatedTransactionId,
            @Nullable String guestName) {
        String words = Stream.of(description, folded(relatedTransactionId), folded(guestName))
                .map(FoldedText::of)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(BESIDE_DESCRIPTION));
        return Stream.of(FoldedText.of(subject), FoldedText.of(email), folded(phoneNumber), words)
                .collect(Collectors.joining(BETWEEN_FIELDS));
    }

    private static String folded(@Nullable String text) {
        return text == null ? "" : FoldedText.of(text).strip();
    }
}
