package com.smipay.support.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "SMI-2026-000001, SMI-2026-000001",
        "smi-2026-000001, SMI-2026-000001",
        "SmI-2026-1234567, SMI-2026-1234567",
        "A.B_C-D-2026-000001, A.B_C-D-2026-000001",
        "0193B1C0-0000-7000-8000-00000000000A, 0193b1c0-0000-7000-8000-00000000000a",
    })
    void numbersAndIdsAreFoundInAnyCase(String given, String text) {
        assertThat(TicketReference.parse(given))
                .hasValueSatisfying(r -> assertThat(r.text()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " SMI-2026-000001\n",
                "#SMI-2026-000001",
                "# smi-2026-000001\r\n",
                "\u00a0SMI-2026-000001\u200b",
                "\ufeff#SMI-2026-000001\t"
            })
    void blanksAndANumberSignAroundItDoNotCount(String given) {
        assertThat(TicketReference.parse(given)).map(TicketReference::text).contains("SMI-2026-000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "SMI-2026-00001",
                "SMI-26-000001",
                "SMI-2026-000001 #",
                "##SMI-2026-000001",
                "SMI -2026-000001",
                "SMI-2026-00000\u0000",
                "2026-000001",
                "../internal",
                "SMI-2026-०००००१",
                "0193b1c0-0000-7000-8000",
                "ſmi-2026-000001",
                "SMI-2026-0000000000000000001"
            })
    void anythingElseNamesNoTicket(String given) {
        assertThat(TicketReference.parse(given)).isEmpty();
    }
}
