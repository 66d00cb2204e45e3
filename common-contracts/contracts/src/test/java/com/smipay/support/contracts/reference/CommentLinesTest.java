package com.smipay.support.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Where Maven runs on JDK 23 or newer, palantir-java-format counts the indentation of a `///` line twice, unless it is
/// the first of its comment, and breaks one that is too long then into a line without slashes. On older ones it does
/// neither, so a build on one of them does not show it (palantir-java-format, pull request 1776).
class CommentLinesTest {
    private static final int LONGEST = 120;
    private static final String COMMENT = "///";
    private static final int NEARLY_FULL = 95;
    private static final Pattern LEFT_ALONE = Pattern.compile("\\s*/// {1,5}\\S.{0,10}[^.:|]");
    private static final Pattern GOES_ON = Pattern.compile("\\s*/// {1,5}[^@|\\-0-9\\s].*");

    @Test
    void noLineOfACommentIsBrokenByTheFormatter() throws IOException {
        Checkout checkout = Checkout.find();
        List<String> broken = new ArrayList<>();
        for (Path file : checkout.files()) {
            if (file.toString().endsWith(".java")) {
                for (int line : broken(Files.readAllLines(file))) {
                    broken.add(checkout.nameOf(file) + ":" + line);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void aLineThatIsTooLongWithItsIndentationTwiceIsFound() {
        String first = " ".repeat(4) + COMMENT + " " + "a".repeat(112);
        String further = " ".repeat(4) + COMMENT + " " + "a".repeat(109);

        assertThat(broken(List.of(first))).isEmpty();
        assertThat(broken(List.of(first, further))).containsExactly(2);
        assertThat(broken(List.of(first, further.substring(0, further.length() - 1))))
                .isEmpty();
    }

    @Test
    void wordsThatTheFormatterHasLeftAloneOnALineAreFound() {
        String full = "/// " + "a".repeat(110);

        assertThat(broken(List.of(full, "/// with", "/// what follows"))).containsExactly(2);
        assertThat(broken(List.of(full, "/// so.", "/// what follows"))).isEmpty();
        assertThat(broken(List.of(full, "/// with", "/// @param what follows"))).isEmpty();
        assertThat(broken(List.of(full, "/// with"))).isEmpty();
        assertThat(broken(List.of("/// short", "/// with", "/// what follows"))).isEmpty();
    }

    private static List<Integer> broken(List<String> lines) {
        List<Integer> broken = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            int indentation = line.length() - line.stripLeading().length();
            boolean willBe = line.length() + indentation > LONGEST;
            if (isComment(line) && isComment(lines.get(i - 1)) && (willBe || wasBroken(lines, i))) {
                broken.add(i + 1);
            }
        }
        return broken;
    }

    /// Nobody ends a full line's sentence with a word alone, and goes on in the line behind it.
    private static boolean wasBroken(List<String> lines, int i) {
        return i + 1 < lines.size()
                && lines.get(i - 1).length() > NEARLY_FULL
                && LEFT_ALONE.matcher(lines.get(i)).matches()
                && GOES_ON.matcher(lines.get(i + 1)).matches();
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith(COMMENT);
    }
}
