package com.smipay.support.kit.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketReferenceTest {
    private static final String ID = "0193b1c0-0000-7000-8000-00000000ABCD";

    @ParameterizedTest
    @CsvSource({
        "SMI-2026-000001,    SMI-2026-000001",
        "smi-2026-000001,    SMI-2026-000001",
        "a.b_c-d-2026-1234567, A.B_C-D-2026-1234567",
    })
    void aNumberIsComparedInUpperCase(String text, String number) {
        assertThat(TicketReference.number(text)).contains(new TicketReference.ByNumber(number));
        assertThat(TicketReference.parse(text)).contains(new TicketReference.ByNumber(number));
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
    void blanksAndANumberSignAroundItDoNotCount(String text) {
        assertThat(TicketReference.number(text)).contains(new TicketReference.ByNumber("SMI-2026-000001"));
        assertThat(TicketReference.parse(text)).contains(new TicketReference.ByNumber("SMI-2026-000001"));
        assertThat(TicketReference.parse(" " + ID + "\n")).isEqualTo(TicketReference.parse(ID));
    }

    @Test
    void anIdCountsOnlyWhereIdsAreTaken() {
        assertThat(TicketReference.parse(ID))
                .map(TicketReference::text)
                .contains(ID.toLowerCase(java.util.Locale.ROOT));
        assertThat(TicketReference.number(ID)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "1-2-3-4-5",
                "SMI-2026-00001",
                "SMI-26-000001",
                "SMI-2026-000001 #",
                "##SMI-2026-000001",
                "SMI -2026-000001",
                "SMI-2026-00000\u0661",
                "SMI-2026-000001\u0000",
                "../SMI-2026-000001",
                "SMI-2026-1234567890123456789",
                "%",
                "-2026-000001",
                "2026-000001",
                "../internal",
                "SMI-2026-\u0966\u0966\u0966\u0966\u0966\u0967",
                "0193b1c0-0000-7000-8000",
                "\u017fmi-2026-000001"
            })
    void anythingElseNamesNoTicket(String text) {
        assertThat(TicketReference.parse(text)).isEmpty();
    }
}
