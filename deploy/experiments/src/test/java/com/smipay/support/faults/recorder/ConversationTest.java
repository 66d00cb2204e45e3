package com.smipay.support.faults.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.faults.recorder.Conversation.Published;
import com.smipay.support.faults.recorder.Conversation.Shown;
import com.smipay.support.faults.recorder.Conversation.Stored;
import com.smipay.support.faults.recorder.Conversation.Taken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A conversation in which all is well, and every way in which it may not be.
class ConversationTest {
    private final List<Taken> taken = new ArrayList<>(List.of(
            new Taken("t", "m1", "one", "user"),
            new Taken("t", "m2", "two", "admin"),
            new Taken("t", "m3", "note", "admin"),
            new Taken("t", "m4", "four", "user")));
    private final List<Stored> stored = new ArrayList<>(List.of(
            new Stored("m1", "one", false),
            new Stored("m2", "two", false),
            new Stored("m3", "note", true),
            new Stored("m4", "four", false)));
    private final List<Published> published = new ArrayList<>(List.of(
            new Published("e1", "m1"),
            new Published("e2", "m2"),
            new Published("e3", "m3"),
            new Published("e4", "m4")));
    private final List<String> users = new ArrayList<>(List.of("m1", "m2", "m4"));
    private final List<String> admins = new ArrayList<>(List.of("m1", "m2", "m3", "m4"));
    private int repeats;

    private Finding judge() {
        return new Conversation(
                        "t",
                        taken,
                        stored,
                        published,
                        List.of(new Shown("user", false, users, repeats), new Shown("admin", true, admins, 0)))
                .judge();
    }

    @Test
    void allIsWell() {
        assertThat(judge()).isEqualTo(new Finding(4, 4, 0, 0, 0, List.of()));
        assertThat(judge().isClean()).isTrue();
    }

    @Test
    void anEventPublishedAgainIsAllowed() {
        published.add(2, new Published("e1", "m1"));
        published.add(new Published("e2", "m2"));

        assertThat(judge().isClean()).isTrue();
    }

    @Test
    void aMessageThatIsNotStoredIsMissing() {
        stored.remove(1);
        users.remove("m2");
        admins.remove("m2");

        assertMissing();
    }

    @Test
    void aMessageStoredWithAnotherTextIsMissing() {
        stored.set(1, new Stored("m2", "tow", false));

        assertMissing();
    }

    @Test
    void aMessageThatIsNotPublishedIsMissing() {
        published.remove(1);

        assertMissing();
    }

    @Test
    void aMessageThatOneClientWasNotShownIsMissing() {
        users.remove("m2");

        assertMissing();
    }

    @Test
    void aNoteThatTheAdminWasNotShownIsMissing() {
        admins.remove("m3");

        assertMissing();
    }

    @Test
    void whatWasShownAndIsNowhereKeptIsMissing() {
        users.add("m9");

        assertThat(judge().missing()).isEqualTo(1);
        assertThat(judge().isClean()).isFalse();
    }

    @Test
    void aRetryThatBecameASecondMessageIsADuplicate() {
        stored.add(new Stored("m5", "two", false));
        published.add(new Published("e5", "m5"));
        users.add("m5");
        admins.add("m5");

        assertThat(judge().duplicates()).isEqualTo(1);
        assertThat(judge().isClean()).isFalse();
    }

    @Test
    void oneMessagePublishedAsTwoEventsIsADuplicate() {
        published.add(new Published("e9", "m2"));

        assertThat(judge().duplicates()).isEqualTo(1);
    }

    @Test
    void aMessageShownTwiceIsADuplicate() {
        users.add("m4");

        assertThat(judge().duplicates()).isEqualTo(1);
    }

    @Test
    void aFrameThatOneConnectionGotTwiceIsADuplicate() {
        repeats = 1;

        assertThat(judge().duplicates()).isEqualTo(1);
    }

    @Test
    void whatOneWriterSentLaterMayNotStandBefore() {
        Collections.swap(taken, 0, 3);

        assertThat(judge().outOfOrder()).isEqualTo(1);
    }

    @Test
    void anotherOrderInTheTopicIsFound() {
        Collections.swap(published, 1, 2);

        assertThat(judge().outOfOrder()).isEqualTo(1);
        assertThat(judge().isClean()).isFalse();
    }

    @Test
    void anotherOrderOnAScreenIsFound() {
        Collections.swap(users, 1, 2);

        assertThat(judge().outOfOrder()).isEqualTo(1);
    }

    private void assertMissing() {
        Finding finding = judge();
        assertThat(finding.acknowledged()).isEqualTo(4);
        assertThat(finding.found()).isEqualTo(3);
        assertThat(finding.missing()).isEqualTo(1);
        assertThat(finding.words()).isNotEmpty();
        assertThat(finding.isClean()).isFalse();
    }
}
