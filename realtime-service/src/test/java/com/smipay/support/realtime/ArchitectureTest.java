package com.smipay.support.realtime;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final String BASE = "com.smipay.support.realtime";

    @TestFactory
    Stream<DynamicTest> theRoomsAreKeptApart() {
        JavaClasses classes = HouseRules.productionClassesOf(BASE);
        return HouseRules.ofService(BASE, "requests", "push", "presence").entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(classes)));
    }
}
