package com.smipay.support.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedDocumentTest {
    private static final PublishedDocument DOCUMENT = PublishedDocument.of("/openapi/ticket");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | yaml",
                "'' | yaml",
                "*/* | yaml",
                "application/* | yaml",
                "application/json | json",
                "Application/JSON | json",
                "application/json, text/plain, */* | json",
                "application/json, application/yaml | json",
                "application/yaml, application/json | yaml",
                "application/json;q=0.4, application/yaml;q=0.5 | yaml",
                "application/json;q=0.9, application/x-yaml;q=0.5 | json",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | yaml",
                "application/json;q=0 | yaml",
                "application/json;q=0, */* | yaml",
                "text/yaml | yaml",
                "image/png | yaml",
                "application/json;q=much | json",
                ";,; q=, | yaml"
            })
    void theFormIsTheOneThatIsAskedFor(String accept, String form) {
        assertThat(DOCUMENT.accepted(accept).mediaType()).isEqualTo("application/" + form);
    }

    @Test
    void bothFormsAreThere() {
        assertThat(new String(DOCUMENT.yaml().bytes(), StandardCharsets.UTF_8)).startsWith("openapi: 3.1.0\n");
        assertThat(new String(DOCUMENT.json().bytes(), StandardCharsets.UTF_8)).startsWith("{");
        assertThat(DOCUMENT.yaml().tag())
                .matches("\"[0-9a-f]{32}\"")
                .isNotEqualTo(DOCUMENT.json().tag());
    }

    @Test
    void whoHoldsAFormIsKnownByItsTag() {
        String tag = DOCUMENT.yaml().tag();

        for (String held : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            assertThat(DOCUMENT.yaml().isHeldBy(held)).as(held).isTrue();
        }
        for (String held : new String[] {
            null, "", "\"x\"", tag.replace("\"", ""), DOCUMENT.json().tag()
        }) {
            assertThat(DOCUMENT.yaml().isHeldBy(held)).as(held).isFalse();
        }
    }
}
