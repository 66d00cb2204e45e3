package com.smipay.support.rating;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The rooms of this service stay apart.
class ArchitectureTest {
    private static final String SERVICE = "com.smipay.support.rating";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(SERVICE);

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouse() {
        return HouseRules.ofService(SERVICE, "feedback").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule.getValue())));
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
