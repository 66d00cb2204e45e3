package com.smipay.support.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rooms of the kit stay apart, and its technical dependencies stay in their rooms.
class ArchitectureTest {
    private static final String KIT = "com.smipay.support.kit";
    private static final JavaClasses CLASSES = HouseRules.productionClassesOf(KIT);

    /// The kit has neither decisions nor stores: the rules about them are for services.
    private static final Set<String> FOR_SERVICES =
            Set.of("only store/ and the wiring speak SQL", "decisions in domain/ are pure");

    @TestFactory
    Stream<DynamicTest> theRulesOfTheHouse() {
        return HouseRules.all(KIT).entrySet().stream()
                .filter(rule -> !FOR_SERVICES.contains(rule.getKey()))
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(CLASSES)));
    }

    @Test
    void helidonMessagingIsBehindOneSeam() {
        noClasses()
                .that()
                .resideOutsideOfPackage(KIT + ".consume..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon.messaging..", "org.eclipse.microprofile..")
                .check(CLASSES);
    }

    @Test
    void theDbClientIsBehindOneDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackage(KIT + ".db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon.dbclient..", "com.zaxxer..")
                .check(CLASSES);
    }
}
