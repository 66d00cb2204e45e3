package com.smipay.support.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Reading without a formatter is faster and nothing else: whatever the text or the instant, a formatter,
/// and Jackson's own reader, find the same. The seed is fixed: every build tries the same.
class TimestampsPropertyTest {
    private static final String SEED = "4711";
    private static final int TRIES = 10_000;
    private static final DateTimeFormatter PRINTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final ObjectMapper PLAIN =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.oneOf(
                between("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
                between("1960-01-01T00:00:00Z", "2060-01-01T00:00:00Z"),
                between("-0001-12-31T00:00:00Z", "0000-01-02T00:00:00Z"),
                between("9999-12-31T00:00:00Z", "+10000-01-02T00:00:00Z"),
                between("-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z"));
    }

    private static Arbitrary<Instant> between(String first, String last) {
        return Combinators.combine(
                        Arbitraries.longs()
                                .between(
                                        Instant.parse(first).getEpochSecond(),
                                        Instant.parse(last).getEpochSecond()),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 999_999_999),
                                Arbitraries.integers().between(0, 999).map(milli -> milli * 1_000_000)))
                .as(Instant::ofEpochSecond);
    }

    /// Times, and what nearly is one: a day too late, a sign, a letter or a digit of another script somewhere.
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> fields = Combinators.combine(
                        Arbitraries.integers().between(0, 10_050),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.integers().between(0, 32),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.strings().numeric().ofMaxLength(11),
                        Arbitraries.of("Z", "z", "", "+01:00", "-00:00", "+0000", "Z "))
                .as((year, month, day, hour, minute, second, fraction, zone) -> "%04d-%02d-%02dT%02d:%02d:%02d%s%s"
                        .formatted(
                                year,
                                month,
                                day,
                                hour,
                                minute,
                                second,
                                fraction.isEmpty() ? "" : "." + fraction,
                                zone));
        Arbitrary<String> printed = instants().map(Instant::toString);
        Arbitrary<String> spoiled = Combinators.combine(
                        Arbitraries.oneOf(fields, printed),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of('0', '9', '-', '+', '.', ',', ':', 'T', 't', 'Z', ' ', '٣', '\u0000'))
                .as((text, at, other) -> {
                    int place = at % text.length();
                    return text.substring(0, place) + other + text.substring(place + 1);
                });
        return Arbitraries.oneOf(fields, printed, spoiled);
    }

    @Property(seed = SEED, tries = TRIES)
    void isPrintedAsAFormatterPrintsIt(@ForAll("instants") Instant instant) {
        assertThat(found(() -> Timestamps.format(instant))).isEqualTo(found(() -> PRINTED.format(instant)));
    }

    @Property(seed = SEED, tries = TRIES)
    void whatIsPrintedIsReadWithoutAFormatter(@ForAll("instants") Instant instant) {
        String text = instant.toString();
        boolean usual = Character.isDigit(text.charAt(0));

        assertThat(Timestamps.parseUsual(text)).isEqualTo(usual ? instant : null);
    }

    @Property(seed = SEED, tries = TRIES)
    void isReadAsAFormatterReadsIt(@ForAll("texts") String text) {
        assertThat(found(() -> Timestamps.parse(text)))
                .isEqualTo(found(() -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from)));
    }

    @Property(seed = SEED, tries = TRIES)
    void isReadAsJacksonReadsIt(@ForAll("texts") String text) throws JacksonException {
        String json = PLAIN.writeValueAsString(text);

        assertThat(found(() -> Json.mapper().readValue(json, Instant.class)))
                .isEqualTo(found(() -> PLAIN.readValue(json, Instant.class)));
    }

    @Example
    void whatIsNoTextIsReadAsJacksonReadsIt() {
        for (String json : new String[] {"1771929000", "1771929000.5", "null", "true", "{}", "[]", "\"\"", "\" \""}) {
            assertThat(found(() -> Json.mapper().readValue(json, Instant.class)))
                    .as(json)
                    .isEqualTo(found(() -> PLAIN.readValue(json, Instant.class)));
        }
    }

    /// Empty where it is refused.
    private static <T> Optional<T> found(Callable<T> reading) {
        try {
            return Optional.ofNullable(reading.call());
        } catch (DateTimeException | JacksonException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new AssertionError("Refused in another way", e);
        }
    }
}
