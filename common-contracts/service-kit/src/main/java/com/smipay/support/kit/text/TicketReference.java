package com.smipay.support.kit.text;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// How a request names a ticket: by its number in any case, with blanks or a `#` around it, or, where that is
/// allowed, by its id (`decisions.md` 6, 19, 52). Pure.
public sealed interface TicketReference {
    /// @param number in upper case, as numbers are compared
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

    /// For a peer's path; nothing in it needs escaping.
    String text();

    /// The user's side knows tickets by their numbers alone. Empty for what can't be a number: that is answered
    /// like an unknown ticket, and nobody is asked.
    static Optional<TicketReference> number(String written) {
        String text = WrittenNumber.plain(written);
        return Shapes.NUMBER.matcher(text).matches()
                ? Optional.of(new ByNumber(text.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    /// A number or an id. Empty for what can be neither.
    static Optional<TicketReference> parse(String written) {
        Optional<TicketReference> id = Uuids.parse(WrittenNumber.plain(written)).map(ById::new);
        return id.isPresent() ? id : number(written);
    }

    /// The prefix of a number is a setting of the ticket service, so only its alphabet is fixed here.
    final class Shapes {
        private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9._-]{1,32}-[0-9]{4}-[0-9]{6,18}");

        private Shapes() {}
    }
}
