package com.smipay.support.rating.domain;

import com.smipay.support.kit.text.Uuids;
import com.smipay.support.kit.text.WrittenNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// How a path names a ticket: by its number or its id, in any case, with blanks or a `#` around it
/// (`decisions.md` 6, 19, 52).
public sealed interface TicketReference {
    /// Upper case, as numbers are compared.
    record ByNumber(String number) implements TicketReference {
        @Override
        public String text() {
            return number;
        }
    }

    record ById(UUID id) implements TicketReference {
        @Override
        public String text() {
            return id.toString();
        }
    }

    /// For a path or a query of a peer's; nothing in it needs escaping.
    String text();

    /// Empty for what can't name any ticket: that is answered like an unknown one, and nobody is asked.
    static Optional<TicketReference> parse(String written) {
        String text = WrittenNumber.plain(written);
        Optional<TicketReference> id = Uuids.parse(text).map(ById::new);
        return id.isPresent() || !Shapes.NUMBER.matcher(text).matches()
                ? id
                : Optional.of(new ByNumber(text.toUpperCase(Locale.ROOT)));
    }

    /// The prefix of a number is a setting of the ticket service, so only its alphabet is fixed here.
    final class Shapes {
        private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9._-]{1,32}-[0-9]{4}-[0-9]{6,18}");

        private Shapes() {}
    }
}
