package com.smipay.support.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rooms of this service stay apart.
class ArchitectureTest {
    private static final String SERVICE = "com.smipay.support.messaging";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(SERVICE);

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouse() {
        return HouseRules.ofService(
                        SERVICE,
                        "posting",
                        "replying",
                        "reading",
                        "inbox",
                        "chat",
                        "assignment",
                        "conversion",
                        "privacy")
                .entrySet()
                .stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    void onlyWhatServesAdminsReadsNotes() {
        classes()
                .that()
                .haveSimpleName("AdminMessages")
                .should()
                .onlyHaveDependentClassesThat()
                .haveNameMatching(".*\\.(AdminMessages|ReadForAdmin|ReadChatForAdmin|MissedMessages)(\\$.*)?")
                .check(CLASSES);
    }

    /// No statement of the user's side names the table of the notes, so none can return one by a forgotten condition.
    @Test
    void theTableOfNotesIsNamedWhereAdminsReadItAndWhereItIsWrittenExportedOrForgotten() throws IOException {
        List<String> naming;
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            naming = sources.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("package-info.java"))
                    .filter(file -> read(file).contains("internal_note"))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
        assertThat(naming)
                .containsExactlyInAnyOrder(
                        "AdminMessages.java", "Posting.java", "Exports.java", "Erasures.java", "Retention.java");
        String posting =
                read(Path.of("src", "main", "java", "com", "smipay", "support", "messaging", "store", "Posting.java"));
        assertThat(posting)
                .contains("insert into internal_note")
                .doesNotContain("from internal_note", "join internal_note");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
