package com.smipay.support.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.faults.experiment.Catalogue;
import com.smipay.support.faults.experiment.Experiment;
import com.smipay.support.servers.files.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An experiment that a page names is one that can be run.
final class NamedExperimentsTest {
    private static final Path DOCUMENTS = Checkout.find().root().resolve(Path.of("common-contracts", "docs"));
    private static final Pattern NAMED = Pattern.compile("deploy/faults((?: +[a-z][a-z0-9-]*)+)");

    /// What stands behind the command and is no experiment's name.
    private static final String SOAK = "soak";

    @Test
    void everyExperimentThatAPageNamesIsInTheCatalogue() throws IOException {
        Set<String> names = Catalogue.all().stream().map(Experiment::name).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try (Stream<Path> pages = Files.walk(DOCUMENTS)) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                for (String name : named(Files.readString(page))) {
                    (names.contains(name) || name.equals(SOAK) ? found : unknown).add(page.getFileName() + ": " + name);
                }
            }
        }

        assertThat(unknown).isEmpty();
        assertThat(found).contains("tried.md: restore", "tried.md: kill-postgres");
    }

    private static List<String> named(String text) {
        return NAMED.matcher(text)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).strip().split(" +")))
                .toList();
    }
}
