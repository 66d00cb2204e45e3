package com.smipay.support.local.privacy;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is dead-lettered and names the person, or what was theirs: nobody will apply it any more.
///
/// @param names account, addresses and erased ids
public record PersonalDeadLetters(List<String> names) {
    public PersonalDeadLetters {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /// @return how many were dropped
    public int drop(DeadLetterTopics topics) throws IOException {
        int dropped = 0;
        for (DeadLetter each : topics.all()) {
            if (isAbout(each.key()) || isAbout(each.value())) {
                topics.settle(each);
                dropped++;
            }
        }
        return dropped;
    }

    private boolean isAbout(byte @Nullable [] bytes) {
        if (bytes == null) {
            return false;
        }
        String text = new String(bytes, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(text::contains);
    }
}
