package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which texts are UUIDs, and how they are written.
class UuidsTest {
    @ParameterizedTest
    @CsvSource({
        "6F9619FF-8B86-D011-B42D-00C04FC964FF, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "6f9619ff-8b86-d011-b42d-00c04fc964ff, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "6f9619FF-8b86-D011-b42d-00C04fc964ff, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "auth0|5F7C8EC7, auth0|5F7C8EC7",
        "İ, İ",
    })
    void oneIsWrittenInLowerCaseAndNothingElse(String written, String normal) {
        assertThat(Uuids.normal(written)).isEqualTo(normal);
    }

    @Test
    void caseMakesNoOtherId() {
        assertThat(Uuids.parse("6F9619FF-8B86-D011-B42D-00C04FC964FF"))
                .isEqualTo(Uuids.parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"))
                .isPresent();
        assertThat(Uuids.normalOrNull(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "6f9619ff8b86d011b42d00c04fc964ff",
                "{6f9619ff-8b86-d011-b42d-00c04fc964ff}",
                " 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                "6f9619ff-8b86-d011-b42d-00c04fc964ff\n",
                "6f9619fg-8b86-d011-b42d-00c04fc964ff",
                "6f9619ff-8b86-d011-b42d-00c04fc964f٣",
            })
    void otherSpellingsAreNone(String text) {
        assertThat(Uuids.isOne(text)).isFalse();
        assertThat(Uuids.parse(text)).isEmpty();
        assertThat(Uuids.normal(text)).isEqualTo(text);
    }
}
