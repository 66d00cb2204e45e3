package com.smipay.support.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.smipay.support.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
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
        return HouseRules.all(SERVICE).entrySet().stream()
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
                .haveNameMatching(".*\\.(AdminMessages|AdminConversationEndpoint|Missed)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void useCasesDoNotKnowOneAnother() {
        for (String room : new String[] {"posting", "replying", "reading"}) {
            noClasses()
                    .that()
                    .resideInAPackage(SERVICE + "." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.of("posting", "replying", "reading")
                            .filter(other -> !other.equals(room))
                            .map(other -> SERVICE + "." + other + "..")
                            .toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void theStoreKnowsNothingOfTheEdge() {
        noClasses()
                .that()
                .resideInAPackage(SERVICE + ".store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICE + ".edge..", SERVICE + ".projection..", "io.helidon.webserver..")
                .check(CLASSES);
    }
}
