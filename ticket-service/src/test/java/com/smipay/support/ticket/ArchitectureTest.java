package com.smipay.support.ticket;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rooms of this service stay apart.
class ArchitectureTest {
    private static final String SERVICE = "com.smipay.support.ticket";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(SERVICE);
    private static final DescribedPredicate<JavaClass> SHARED =
            JavaClass.Predicates.resideInAnyPackage(SERVICE + ".domain", SERVICE + ".store", SERVICE + ".http");

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouse() {
        return HouseRules.all(SERVICE).entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    void roomsShareDomainStoreAndHttpAndNothingElse() {
        slices().matching(SERVICE + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(DescribedPredicate.alwaysTrue(), SHARED)
                .check(CLASSES);
    }

    @Test
    void theStoreKnowsNoRequests() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(SERVICE + ".store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon..", SERVICE + ".http", SERVICE)
                .check(CLASSES);
    }
}
