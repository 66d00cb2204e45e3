package com.smipay.support.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every rule is seen to catch a violating sample.
class HouseRulesTest {
    private static final String BASE = "com.smipay.support.testkit.violating";
    private static final JavaClasses VIOLATING = new ClassFileImporter().importPackages(BASE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decisions in domain/ are pure",
                "rooms have no cycles",
                "no class is a manager, a helper or a bag of utilities",
                "no setters",
                "of is a factory",
                "nothing waits by the clock or prints",
            })
    void theRuleCatchesTheViolatingSample(String name) {
        assertThat(HouseRules.all(BASE).get(name))
                .isNotNull()
                .satisfies(rule ->
                        assertThat(rule.evaluate(VIOLATING).hasViolation()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every package is one of the skeleton, or a feature",
                "arrows run from api to domain, never back",
                "features do not know one another",
                "only api and the wiring know HTTP",
            })
    void theRuleOfTheSkeletonCatchesTheViolatingSample(String name) {
        assertThat(HouseRules.ofService(BASE, "reading", "writing").get(name))
                .isNotNull()
                .satisfies(rule ->
                        assertThat(rule.evaluate(VIOLATING).hasViolation()).isTrue());
    }

    @org.junit.jupiter.api.Test
    void theRulesHaveTheNamesThatServicesRelyOn() {
        assertThat(HouseRules.all(BASE).keySet())
                .containsAll(List.of("only store/ and the wiring speak SQL", "services do not know each other"));
    }
}
