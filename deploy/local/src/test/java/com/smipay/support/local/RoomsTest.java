package com.smipay.support.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.smipay.support.local", importOptions = DoNotIncludeTests.class)
final class RoomsTest {
    @ArchTest
    static final ArchRule ROOMS_DO_NOT_DEPEND_ON_EACH_OTHER_IN_A_CIRCLE =
            slices().matching("com.smipay.support.local.(*)..").should().beFreeOfCycles();

    /// It signs for whoever sits at the machine, by a key that it is given.
    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NOTHING_OF_THE_STACK = noClasses()
            .that()
            .resideInAPackage("..local.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..local.supervisor..", "..local.command..", "..local.identity..");

    @ArchTest
    static final ArchRule THE_BROKER_IS_A_PROCESS_NOT_A_LIBRARY =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("kafka..", "org.apache.kafka.server..");

    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_NO_SECRET = noClasses()
            .that()
            .resideInAPackage("..local.gateway..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..local.home..");
}
