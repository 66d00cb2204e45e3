package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class CanaryTest {
    @Test
    void everythingThatBearsAMarkIsFoundCutShortAndEncodedToo() {
        String phone = Canary.phone();
        assertThat(new String[] {
                    phone,
                    phone.substring(0, 7),
                    "\"phone_number\":\"+234" + phone.substring(1) + "\"",
                    "/support?search=%2b234" + phone.substring(1) + "&page=1",
                    "ticket-" + phone + "abc",
                    Canary.email(),
                    Canary.device(),
                    Canary.text("words"),
                    "bearer eyjhbgcioijiuzi1nij9.e30.x",
                })
                .allMatch(CanaryTest::isMarked);
    }

    @Test
    void theDigitsOfANumberInsideAnIdOrATimeAreNone() {
        assertThat(new String[] {
                    "\"request_id\":\"01a221d8-3d32-7c89-bfb7-211080377221\"",
                    "\"trace_id\":\"1d47c6080377123451197508d475ea47\"",
                    "[0x08037712 0x4d9cb53d] webserver socket",
                    "{\"timestamp\":1795864080377,",
                })
                .noneMatch(CanaryTest::isMarked);
    }

    private static boolean isMarked(String text) {
        String searched = Canary.withoutChance(text.toLowerCase(Locale.ROOT));
        return Canary.marks().stream().anyMatch(mark -> searched.contains(mark.toLowerCase(Locale.ROOT)));
    }
}
