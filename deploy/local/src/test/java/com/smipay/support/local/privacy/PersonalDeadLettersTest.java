package com.smipay.support.local.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalDeadLettersTest {
    private final PersonalDeadLetters letters =
            PersonalDeadLetters.naming(List.of("ann@x.io", "j@x.y", "12", "01A22E15-19b1-751f-9639-6797677d5f84"));

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"email\":\"Ann@x.io\"}; true",
                "no JSON of ann@x.io, sadly; true",
                "{\"ticket_id\":\"01a22e15-19b1-751f-9639-6797677d5f84\"}; true",
                "{\"email\":\"j@x.y\"}; true",
                "{\"email\":\"joann@x.io\"}; false",
                "{\"email\":\"ann@x.io.example\"}; false",
                "{\"user_id\":\"12\"}; false",
                "; false"
            })
    void namesThePersonAndNobodyWhoseNameHasTheirsInIt(String text, boolean isAbout) {
        byte[] bytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);

        assertThat(letters.isAbout(bytes)).isEqualTo(isAbout);
    }

    /// A pattern of no names would find them all, and whoever erases a person would settle what is everybody's.
    @ParameterizedTest
    @ValueSource(strings = {"", "4711"})
    void withoutANameThatIsLongEnoughNothingIsTheirs(String name) {
        PersonalDeadLetters nobodys = PersonalDeadLetters.naming(name.isEmpty() ? List.of() : List.of(name));

        assertThat(nobodys.isAbout("{\"email\":\"ann@x.io\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(nobodys.isAbout(new byte[0])).isFalse();
    }
}
