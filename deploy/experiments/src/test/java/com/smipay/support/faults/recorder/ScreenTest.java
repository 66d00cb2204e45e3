package com.smipay.support.faults.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.faults.recorder.Conversation.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final Screen screen = new Screen("the user", false);

    ScreenTest() {
        screen.startsWith("m1");
        screen.connected();
        screen.caughtUp(List.of(), false);
    }

    @Test
    void whatArrivesIsShown() {
        screen.pushed("m2");

        assertThat(screen.shown()).isEqualTo(new Shown("the user", false, List.of("m1", "m2"), 0));
        assertThat(screen.newest()).isEqualTo("m2");
    }

    @Test
    void theSameFrameTwiceOnOneConnectionIsARepeat() {
        screen.pushed("m2");
        screen.pushed("m2");

        assertThat(screen.shown().ids()).containsExactly("m1", "m2");
        assertThat(screen.shown().repeats()).isEqualTo(1);
    }

    @Test
    void theSameFrameOnTheNextConnectionIsNone() {
        screen.pushed("m2");
        screen.connected();
        screen.caughtUp(List.of(), false);
        screen.pushed("m2");

        assertThat(screen.shown().repeats()).isZero();
    }

    @Test
    void whatArrivesBeforeTheAnswerStandsBehindWhatWasMissed() {
        screen.connected();
        screen.pushed("m4");
        screen.pushed("m3");
        screen.caughtUp(List.of("m2", "m3"), false);

        assertThat(screen.shown().ids()).containsExactly("m1", "m2", "m3", "m4");
        assertThat(screen.shown().repeats()).isZero();
    }

    @Test
    void aLongAbsenceIsCaughtUpInSteps() {
        screen.connected();
        screen.pushed("m5");
        screen.caughtUp(List.of("m2", "m3"), true);
        assertThat(screen.hasJoined()).isFalse();
        assertThat(screen.newest()).isEqualTo("m3");
        screen.caughtUp(List.of("m4"), false);

        assertThat(screen.shown().ids()).containsExactly("m1", "m2", "m3", "m4", "m5");
        assertThat(screen.hasJoined()).isTrue();
    }

    @Test
    void aGapOnTheScreenStaysAGap() {
        screen.pushed("m2");
        screen.pushed("m4");

        assertThat(screen.shown().ids()).containsExactly("m1", "m2", "m4");
    }
}
