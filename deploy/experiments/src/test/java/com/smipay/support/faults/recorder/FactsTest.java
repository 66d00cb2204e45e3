package com.smipay.support.faults.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static Finding judge(List<String> here, List<String> there) {
        return new Facts("ticket", Set.of("a", "b"), Map.of("here", here, "there", there)).judge();
    }

    @Test
    void eachStandsOnceInEachPlace() {
        assertThat(judge(List.of("a", "b"), List.of("b", "a", "somebody else's", "somebody else's")))
                .isEqualTo(new Finding(2, 2, 0, 0, 0, List.of()));
    }

    @Test
    void whatStandsInOnePlaceOnlyIsMissing() {
        Finding finding = judge(List.of("a", "b"), List.of("a"));

        assertThat(finding.missing()).isEqualTo(1);
        assertThat(finding.found()).isEqualTo(1);
        assertThat(finding.words()).containsExactly("ticket b is not in there");
    }

    @Test
    void whatStandsTwiceInOnePlaceIsADuplicate() {
        assertThat(judge(List.of("a", "b", "a"), List.of("a", "b")).duplicates())
                .isEqualTo(1);
    }
}
