package com.smipay.support.contracts.event;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what a decoded record lacks. JSON can leave any component out, and a record built from it then holds null
/// where its type promises a value: the promise is kept here, at the edge, for every event alike.
final class RequiredParts {
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(RequiredParts::canLackSomething)
                    .map(Part::of)
                    .toList();
        }
    };

    private RequiredParts() {}

    /// The dotted path of the first component, at any depth, that is null without being declared `@Nullable`.
    static Optional<String> missingIn(Record whole) {
        for (Part part : PARTS.get(whole.getClass())) {
            Object value = part.valueIn(whole);
            if (value == null && part.required()) {
                return Optional.of(part.name());
            }
            if (value instanceof Record inner) {
                Optional<String> missing = missingIn(inner).map(path -> part.name() + "." + path);
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    /// Not a number or a flag, which is never null, nor a plain value that may be.
    private static boolean canLackSomething(RecordComponent component) {
        Class<?> type = component.getType();
        return !type.isPrimitive()
                && (isRequired(component) || type.isRecord() || !Modifier.isFinal(type.getModifiers()));
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private record Part(String name, Method accessor, boolean required) {
        static Part of(RecordComponent component) {
            return new Part(component.getName(), component.getAccessor(), isRequired(component));
        }

        @Nullable Object valueIn(Record whole) {
            try {
                return accessor.invoke(whole);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A record that can't be read: " + whole.getClass(), e);
            }
        }
    }
}
