package com.smipay.support.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanaryTest {
    @Test
    void everythingThatBearsAMarkIsFound() {
        String phone = Canary.phone();
        assertThat(new String[] {
                    phone,
                    "\"phone_number\":\"+234" + phone.substring(1) + "\"",
                    "234" + phone.substring(1) + " called",
                    Canary.email(),
                    Canary.device(),
                    Canary.text("words"),
                    "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x",
                })
                .allMatch(CanaryTest::isMarked);
    }

    @Test
    void theDigitsOfANumberInsideAnIdAreNone() {
        assertThat(new String[] {
                    "01a221d8-3d32-7c89-bfb7-211080377221",
                    "1d47c6080377123451197508d475ea47",
                    "0803771234",
                    "1795864149298"
                })
                .noneMatch(CanaryTest::isMarked);
    }

    private static boolean isMarked(String text) {
        return Canary.marks().stream().anyMatch(mark -> mark.matcher(text).find());
    }
}
