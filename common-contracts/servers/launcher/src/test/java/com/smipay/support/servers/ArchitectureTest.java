package com.smipay.support.servers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.smipay.support.servers", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_DEPEND_ON_EACH_OTHER_IN_A_CIRCLE =
            slices().matching("com.smipay.support.servers.(*)..").should().beFreeOfCycles();

    /// Tests of the services use these without a stack around them.
    @ArchTest
    static final ArchRule SERVERS_KNOW_NOTHING_OF_THE_PRODUCT = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("com.smipay.support..")
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.resideInAPackage("com.smipay.support.servers.."))));

    @ArchTest
    static final ArchRule THE_BROKER_IS_A_PROCESS_NOT_A_LIBRARY =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("kafka..", "org.apache.kafka.server..");
}
