package com.smipay.support.local.privacy;

import com.smipay.support.local.deadletter.DeadLetter;
import com.smipay.support.local.deadletter.DeadLetterTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is dead-lettered and names the person, or what was theirs: nobody will apply it any more.
///
/// @param named whatever names them
public record PersonalDeadLetters(Pattern named) {
    /// What is shorter, and no address, stands in too much that is somebody else's.
    private static final int SHORTEST = 8;

    /// Matches nothing.
    private static final String NOBODY = "(?!)";

    /// A name that goes on is another one.
    private static final String GOES_ON = "[A-Za-z0-9._%+@-]";

    /// @param names account, addresses and erased ids, in any case. Without one that is long enough nothing is theirs
    public static PersonalDeadLetters naming(List<String> names) {
        String any = names.stream()
                .filter(name -> name.length() >= SHORTEST || name.contains("@"))
                .map(Pattern::quote)
                .reduce((one, other) -> one + "|" + other)
                .map(all -> "(?:" + all + ")")
                .orElse(NOBODY);
        return new PersonalDeadLetters(
                Pattern.compile("(?<!" + GOES_ON + ")" + any + "(?!" + GOES_ON + ")", Pattern.CASE_INSENSITIVE));
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

    boolean isAbout(byte @Nullable [] bytes) {
        return bytes != null
                && named.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
    }
}
