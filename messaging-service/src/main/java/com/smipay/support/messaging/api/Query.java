package com.smipay.support.messaging.api;

import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.Texts;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.Uuids;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Query parameters. Each is a field of its name: what is wrong with several is told at once (`decisions.md` 2). An
/// empty one counts as absent. Query strings are never logged (`decisions.md` 12).
public final class Query {
    private Query() {}

    public static Optional<String> text(ServerRequest req, String name) {
        return req.query().first(name).asOptional().filter(value -> !BlankText.isBlank(value));
    }

    public static @Nullable Integer number(ServerRequest req, String name, int min, int max, Fields faults) {
        Optional<String> text = text(req, name);
        if (text.isEmpty()) {
            return null;
        }
        Optional<Integer> number = text.filter(t -> t.length() <= 9 && t.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Integer::valueOf)
                .filter(n -> n >= min && n <= max);
        if (number.isEmpty()) {
            faults.reject(name, name + " must be a whole number between " + min + " and " + max);
        }
        return number.orElse(null);
    }

    public static @Nullable UUID id(ServerRequest req, String name, Fields faults) {
        Optional<String> text = text(req, name);
        Optional<UUID> id = text.flatMap(Uuids::parse);
        if (text.isPresent() && id.isEmpty()) {
            faults.reject(name, name + " must be the id of a message");
        }
        return id.orElse(null);
    }

    /// `email`, trimmed and in lower case.
    public static @Nullable String email(ServerRequest req, Fields faults) {
        String email = text(req, "email").map(Texts::email).orElse(null);
        if (email != null && !Texts.isEmail(email)) {
            faults.reject("email", "email must be an email address of at most 254 characters");
            return null;
        }
        return email;
    }
}
