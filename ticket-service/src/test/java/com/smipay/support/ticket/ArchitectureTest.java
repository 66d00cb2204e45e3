package com.smipay.support.ticket;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The rooms of this service stay apart.
class ArchitectureTest {
    private static final String SERVICE = "com.smipay.support.ticket";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(SERVICE);

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouse() {
        return HouseRules.ofService(SERVICE, "opening", "conversation", "conversion", "admin", "privacy")
                .entrySet()
                .stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }
}
