package com.smipay.support.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentLinksTest {
    private static final Checkout CHECKOUT = Checkout.find();
    private static final Pattern SOURCE = Pattern.compile("`((?:[\\w-]+/)+[\\w-]+\\.(?:java|yaml|sql))`");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+?) \\| (.+?) \\| .+ \\|$");
    private static final Set<String> ROW_OF_A_HEAD = Set.of("Section", "Command");

    /// Of pages that say nothing before their first section.
    private static final Set<String> TITLES = Set.of("Operation", "Security");

    @Test
    void everyPageSectionAndDecisionThatIsNamedIsThere() throws IOException {
        References references = References.of(CHECKOUT);
        List<String> broken = new ArrayList<>();
        for (Path file : CHECKOUT.files()) {
            if (!isThisTest(file)) {
                references
                        .broken(file, Checkout.text(file))
                        .forEach(reference -> broken.add(CHECKOUT.nameOf(file) + ": " + reference));
            }
        }
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see `nothing.md`",
                "`decisions.md` 12 and 999",
                "(`decisions.md` 12,\n    /// 999)",
                "as decision 999 says",
                "`support-api.md` §99",
                "`admin-api.md`, Nowhere at all).",
                "`architecture.md`,\n/// Nowhere",
                "ADR 0001 and 9999",
            })
    void aReferenceThatLeadsNowhereIsFound(String text) throws IOException {
        assertThat(References.of(CHECKOUT).broken(CHECKOUT.docs().resolve("some.java"), text))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[decisions](decisions.md#nowhere)",
                "[somewhere](nowhere)",
                "[here](#nowhere)",
            })
    void aLinkThatLeadsNowhereIsFound(String text) throws IOException {
        assertThat(References.of(CHECKOUT).broken(CHECKOUT.docs().resolve("glossary.md"), text))
                .hasSize(1);
    }

    @Test
    void aReferenceThatLeadsSomewhereIsFine() throws IOException {
        String text = "`support-api.md` §3 and §4, `decisions.md` 12, 19 to 21; `architecture.md`, The outbox; "
                + "`admin-api.md`, Ticket row and Ticket detail). ADR 0002, 0010. [errors](admin-api.md#errors)";

        assertThat(References.of(CHECKOUT).broken(CHECKOUT.docs().resolve("glossary.md"), text))
                .isEmpty();
    }

    /// A page that promises something names the test that shows it; the test must be there, its method too.
    @Test
    void everyTestThatAPageNamesIsThere() throws IOException {
        List<Path> files = CHECKOUT.files();
        List<String> missing = new ArrayList<>();
        for (Path page : files) {
            if (page.startsWith(CHECKOUT.docs())) {
                TEST.matcher(Checkout.text(page))
                        .results()
                        .filter(match -> !isThere(files, match.group(1), match.group(2)))
                        .forEach(match -> missing.add(CHECKOUT.nameOf(page) + ": " + match.group()));
            }
        }
        assertThat(missing).isEmpty();
    }

    /// `architecture.md`, What to change where: a stranger goes by these paths.
    @Test
    void everySourceFileThatAPageNamesIsThere() throws IOException {
        List<Path> files = CHECKOUT.files();
        List<String> missing = new ArrayList<>();
        for (Path page : files) {
            if (page.startsWith(CHECKOUT.docs())) {
                SOURCE.matcher(Checkout.text(page))
                        .results()
                        .filter(match -> files.stream().noneMatch(file -> file.endsWith(match.group(1))))
                        .forEach(match -> missing.add(CHECKOUT.nameOf(page) + ": " + match.group()));
            }
        }
        assertThat(missing).isEmpty();
    }

    /// `tried.md`: nobody need ask whether a section of the manual was ever followed.
    @ParameterizedTest
    @ValueSource(strings = {"operation.md", "releases.md", "security.md"})
    void everySectionOfTheManualSaysWhatExecutesIt(String name) throws IOException {
        List<String> sections = Page.of(Checkout.text(CHECKOUT.docs().resolve(name))).headings().stream()
                .filter(heading -> !TITLES.contains(heading))
                .map(heading -> "[" + heading + "](" + name + "#" + Page.anchor(heading) + ")")
                .toList();

        assertThat(sections).isNotEmpty();
        assertThat(tried().keySet()).containsAll(sections);
    }

    @Test
    void everyCommandSaysWhatExecutesIt() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path file : CHECKOUT.files()) {
            String command = CHECKOUT.nameOf(file);
            if (command.startsWith("deploy/")
                    && Files.isExecutable(file)
                    && Checkout.text(file).startsWith("#!")) {
                commands.add("`" + command + "`");
            }
        }

        assertThat(commands).contains("`deploy/up`", "`deploy/k8s/check`");
        assertThat(tried().keySet()).containsAll(commands);
    }

    @Test
    void everyRowSaysWhatExecutesItOrThatNothingDoes() throws IOException {
        assertThat(tried())
                .allSatisfy((section, by) -> assertThat(by)
                        .as(section)
                        .containsPattern("`\\w+Test\\b|`deploy/[\\w/-]+|by hand|\\*\\*untried\\*\\*"));
    }

    /// By what stands in the first column of its tables, what stands in the second.
    private static Map<String, String> tried() throws IOException {
        return ROW.matcher(Checkout.text(CHECKOUT.docs().resolve("tried.md")))
                .results()
                .filter(row -> !ROW_OF_A_HEAD.contains(row.group(1)))
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    private static boolean isThere(List<Path> files, String name, @Nullable String method) {
        return files.stream()
                .filter(file -> file.endsWith(name + ".java"))
                .anyMatch(file -> method == null || contains(file, " " + method + "("));
    }

    private static boolean contains(Path file, String text) {
        try {
            return Checkout.text(file).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isThisTest(Path file) {
        return file.endsWith("DocumentLinksTest.java");
    }
}
