package com.smipay.support.faults;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final String BASE = "com.smipay.support.faults";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(BASE);

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.all(BASE).entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }
}
