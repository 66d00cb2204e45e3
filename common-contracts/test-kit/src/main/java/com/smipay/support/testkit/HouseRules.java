package com.smipay.support.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The rules that keep the rooms of every service apart (`architecture.md`, Inside every service). A service's
/// architecture test checks its own production classes against all of them.
public final class HouseRules {
    /// What a pure decision may know: itself, what crosses a wire (and the annotations that say how a record looks
    /// there), and Java.
    private static final String[] PURE = {
        "..domain..",
        "com.smipay.support.contracts..",
        "com.smipay.support.kit.text..",
        "com.fasterxml.jackson.annotation..",
        "java..",
        "org.jspecify..",
        "com.google.i18n..",
    };

    /// The caller is a value of the kit without I/O.
    private static final String PURE_KIT = "com\\.smipay\\.support\\.kit\\.security\\.(Caller|Role)(\\$.*)?";

    private HouseRules() {}

    /// The production classes of a service, and nothing of its tests.
    public static JavaClasses productionClassesOf(String basePackage) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(basePackage);
    }

    /// Every rule by its name, for a dynamic test each.
    public static Map<String, ArchRule> all(String basePackage) {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put("decisions in domain/ are pure", pureDomain());
        rules.put("rooms have no cycles", roomsWithoutCycles(basePackage));
        rules.put("only store/ and the wiring speak SQL", sqlInStore(basePackage));
        rules.put("services do not know each other", noPeerClasses(basePackage));
        rules.put("no class is a manager, a helper or a bag of utilities", plainNames());
        rules.put("no setters", noSetters());
        rules.put("of is a factory", ofIsAFactory());
        rules.put("nothing waits by the clock or prints", noSleepNoPrint());
        return rules;
    }

    /// The same, and the one skeleton that every service has: `api` → features → `replica` → `store` → `domain`.
    ///
    /// @param features the packages of the use cases
    public static Map<String, ArchRule> ofService(String basePackage, String... features) {
        Map<String, ArchRule> rules = all(basePackage);
        rules.put("every package is one of the skeleton, or a feature", knownPackages(basePackage, features));
        rules.put("arrows run from api to domain, never back", arrowsDown(basePackage, features));
        rules.put("features do not know one another", featuresApart(basePackage, features));
        rules.put("only api and the wiring know HTTP", httpAtTheEdge(basePackage));
        return rules;
    }

    private static ArchRule knownPackages(String basePackage, String... features) {
        String[] known = Stream.concat(
                        Stream.of("", ".api", ".replica", ".store", ".domain", ".config"),
                        Stream.of(features).map(feature -> "." + feature))
                .map(name -> basePackage + name)
                .toArray(String[]::new);
        return classes().should().resideInAnyPackage(known).allowEmptyShould(true);
    }

    private static ArchRule arrowsDown(String basePackage, String... features) {
        return layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(basePackage + "..")
                .withOptionalLayers(true)
                .layer("wiring")
                .definedBy(basePackage)
                .layer("api")
                .definedBy(basePackage + ".api")
                .layer("features")
                .definedBy(in(basePackage, features))
                .layer("replica")
                .definedBy(basePackage + ".replica")
                .layer("store")
                .definedBy(basePackage + ".store")
                .whereLayer("wiring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("wiring")
                .whereLayer("features")
                .mayOnlyBeAccessedByLayers("wiring", "api")
                .whereLayer("replica")
                .mayOnlyBeAccessedByLayers("wiring", "api", "features")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("wiring", "api", "features", "replica");
    }

    private static ArchRule featuresApart(String basePackage, String... features) {
        DescribedPredicate<JavaClass> elsewhere =
                DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(in(basePackage, features)));
        return slices().matching(basePackage + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(elsewhere, DescribedPredicate.alwaysTrue())
                .ignoreDependency(DescribedPredicate.alwaysTrue(), elsewhere)
                .allowEmptyShould(true);
    }

    private static ArchRule httpAtTheEdge(String basePackage) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(basePackage + ".api..", basePackage)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon.http..", "io.helidon.webserver..", "com.smipay.support.kit.http..")
                .allowEmptyShould(true);
    }

    private static String[] in(String basePackage, String... packages) {
        return Stream.of(packages).map(name -> basePackage + "." + name + "..").toArray(String[]::new);
    }

    private static ArchRule pureDomain() {
        return classes()
                .that()
                .resideInAPackage("..domain..")
                .should()
                .onlyDependOnClassesThat(
                        JavaClass.Predicates.resideInAnyPackage(PURE).or(HasName.Predicates.nameMatching(PURE_KIT)))
                .andShould()
                .notBeAssignableTo(Throwable.class)
                .allowEmptyShould(true)
                .as("decisions in domain/ have no I/O, and reject by value");
    }

    private static ArchRule roomsWithoutCycles(String basePackage) {
        return slices().matching(basePackage + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private static ArchRule sqlInStore(String basePackage) {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..store..", basePackage)
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                HasName.Predicates.name("com.smipay.support.kit.db.Statements"))))
                .allowEmptyShould(true);
    }

    private static ArchRule noPeerClasses(String basePackage) {
        List<String> peers = List.of("ticket", "messaging", "rating", "realtime").stream()
                .map(service -> "com.smipay.support." + service)
                .filter(peer -> !peer.equals(basePackage))
                .map(peer -> peer + "..")
                .toList();
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(peers.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private static ArchRule plainNames() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Manager|Helper)(\\$.*)?")
                .allowEmptyShould(true);
    }

    private static ArchRule noSetters() {
        return noMethods()
                .that()
                .haveNameMatching("set[A-Z].*")
                .should()
                .bePublic()
                .allowEmptyShould(true);
    }

    /// What an object does is said by a verb.
    private static ArchRule ofIsAFactory() {
        return methods().that().haveName("of").should().beStatic().allowEmptyShould(true);
    }

    private static ArchRule noSleepNoPrint() {
        return noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .allowEmptyShould(true);
    }
}
