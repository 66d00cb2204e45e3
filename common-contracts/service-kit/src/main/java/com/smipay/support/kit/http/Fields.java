package com.smipay.support.kit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.http.ApiError.FieldError;
import com.smipay.support.kit.text.BlankText;
import com.smipay.support.kit.text.EmailAddress;
import com.smipay.support.kit.text.TextRule;
import com.smipay.support.kit.text.Uuids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a body and gathers what is wrong with them: every offending field is named, the first one's
/// text becomes the message (`decisions.md` 2, 4). Getters give a harmless stand-in for a field that is wrong; call
/// [#check] before using anything. Not for several threads.
public final class Fields {
    private final ObjectNode object;
    private final List<FieldError> errors = new ArrayList<>();
    private @Nullable String firstCode;

    public Fields(ObjectNode object) {
        this.object = object;
    }

    /// Text as it was sent; its length counts code points after trimming. What nobody can see is no text
    /// (`decisions.md` 51).
    public String text(String field, int min, int max) {
        if (isBlank(field)) {
            reject(field, field + " is required");
            return "";
        }
        String value = optionalText(field, min, max);
        return value == null ? "" : value;
    }

    /// As it was sent; null where it is blank, which counts as absent (`decisions.md` 52).
    public @Nullable String optionalText(String field, int min, int max) {
        JsonNode node = filled(field);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            reject(field, field + " must be text");
            return null;
        }
        String value = node.textValue();
        Optional<String> fault = new TextRule(min, max).fault(field, value);
        fault.ifPresent(message -> reject(field, message));
        return fault.isPresent() ? null : value;
    }

    /// Trimmed and in lower case (`decisions.md` 5).
    public String email(String field) {
        String value = text(field, 0, Integer.MAX_VALUE);
        if (!value.isEmpty() || !isRejected(field)) {
            String email = EmailAddress.normal(value);
            if (EmailAddress.isAddress(email)) {
                return email;
            }
            reject(field, field + " must be an email address of at most 254 characters");
        }
        return "";
    }

    /// An id, which is compared: without what can't be seen at its ends, and a UUID in lower case (`decisions.md` 51,
    /// 53).
    public String id(String field, int max) {
        return normalId(text(field, 1, max));
    }

    /// The same, where there may be none: null where it is blank, or at fault.
    public @Nullable String optionalId(String field, int max) {
        String id = optionalText(field, 1, max);
        return id == null ? null : normalId(id);
    }

    private static String normalId(String id) {
        return Uuids.normal(BlankText.strip(id));
    }

    /// Null where it is blank, or at fault.
    ///
    /// @param what it has to be, for the fault: the id of something
    public @Nullable UUID optionalUuid(String field, String what) {
        JsonNode node = filled(field);
        if (node == null) {
            return null;
        }
        Optional<UUID> id = node.isTextual() ? Uuids.parse(node.textValue()) : Optional.empty();
        if (id.isEmpty()) {
            reject(field, field + " must be " + what);
        }
        return id.orElse(null);
    }

    /// A word of a closed set; null where it is blank.
    public <E> @Nullable E optionalWord(String field, Function<String, Optional<E>> parse, List<String> words) {
        JsonNode node = filled(field);
        if (node == null) {
            return null;
        }
        E value = node.isTextual() ? parse.apply(node.textValue()).orElse(null) : null;
        if (value == null) {
            reject(field, field + " must be one of " + String.join(", ", words));
        }
        return value;
    }

    public <E> Optional<E> word(String field, Function<String, Optional<E>> parse, List<String> words) {
        if (isBlank(field)) {
            reject(field, field + " is required");
            return Optional.empty();
        }
        return Optional.ofNullable(optionalWord(field, parse, words));
    }

    /// A null is no answer to yes or no: a client that sends one may have meant either (`decisions.md` 52).
    public boolean optionalFlag(String field, boolean otherwise) {
        JsonNode node = object.get(field);
        if (node == null) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            reject(field, field + " must be true or false");
        }
        return node.booleanValue();
    }

    public @Nullable ObjectNode optionalObject(String field) {
        JsonNode node = node(field);
        if (node == null || node instanceof ObjectNode) {
            return (ObjectNode) node;
        }
        reject(field, field + " must be an object");
        return null;
    }

    /// The raw value, for rules of a service's own; null where absent or JSON null.
    public @Nullable JsonNode node(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    /// The raw value of what may be text; null where it is absent, JSON null, or blank text (`decisions.md` 52).
    public @Nullable JsonNode filled(String field) {
        JsonNode node = node(field);
        return node == null || (node.isTextual() && BlankText.isBlank(node.textValue())) ? null : node;
    }

    /// Whether the field is absent, null, or blank text.
    public boolean isBlank(String field) {
        return filled(field) == null;
    }

    /// Whether the field is there at all, null included.
    public boolean isSent(String field) {
        return object.has(field);
    }

    public boolean isRejected(String field) {
        return errors.stream().anyMatch(e -> e.field().equals(field));
    }

    public void reject(String field, String message) {
        reject(field, "VALIDATION_FAILED", message);
    }

    /// @param code becomes the answer's code when this is the first offence
    public void reject(String field, String code, String message) {
        if (errors.isEmpty()) {
            firstCode = code;
        }
        errors.add(new FieldError(field, message));
    }

    /// @throws Problem 400 naming every offending field
    public void check() {
        if (firstCode != null) {
            throw Problem.invalid(firstCode, errors);
        }
    }
}
