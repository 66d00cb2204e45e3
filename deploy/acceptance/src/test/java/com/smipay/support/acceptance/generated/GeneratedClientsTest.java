package com.smipay.support.acceptance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Call;
import com.smipay.support.acceptance.client.Person;
import com.smipay.support.acceptance.javascript.ForeignSigner;
import com.smipay.support.acceptance.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The documents as the stack serves them, given to the generators that teams use: each makes a client without a
/// warning, the clients compile, a ticket lives its whole life through them, and they read what a later version may
/// answer ([NewerServer]). (Record 0050 tells what broke them before.)
@Tag("clients")
class GeneratedClientsTest {
    /// By their own default clients in Kotlin, Java, Swift and Dart refuse an answer with a word that was added later.
    private static final String OPEN_WORDS = "--additional-properties=enumUnknownDefaultCase=true";

    /// By its own default Java's client refuses fields that were added later.
    private static final String OPEN_FIELDS = "--additional-properties=disallowAdditionalPropertiesIfNotPresent=false";

    private static final List<String> LIVED = List.of("lived: SMI-", "read a newer server");

    /// What openapi-generator says of every document of OpenAPI 3.1.
    private static final String BETA = "OpenAPI 3.1 support is still in beta";

    private static NewerServer newer;

    @BeforeAll
    static void fetch() throws IOException {
        newer = NewerServer.before(LocalStack.running().gateway());
        Workshop.fetchTools();
        for (String name : List.of("", "/ticket", "/messaging", "/rating")) {
            Files.writeString(
                    document(name),
                    Call.get("/openapi" + name).send().expect(200).text());
        }
    }

    /// Null where there is no stack.
    @AfterAll
    static void end() {
        if (newer != null) {
            newer.close();
        }
    }

    private static Path document(String name) {
        return Workshop.MADE.resolve(name.replace("/", "") + "openapi.yaml");
    }

    @ParameterizedTest
    @CsvSource({
        "kotlin, ''",
        "kotlin, /ticket",
        "kotlin, /messaging",
        "kotlin, /rating",
        "typescript-fetch, /ticket",
        "java, /ticket",
        "swift6, ''",
        "dart-dio, ''",
        "typescript-fetch, ''",
        "java, ''"
    })
    void aClientIsMadeWithoutAWarning(String generator, String document) {
        Path into = Workshop.MADE.resolve("warned").resolve(generator + document);

        String said = Workshop.generate(generator, document(document), into, OPEN_WORDS);

        assertThat(said.lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                .filteredOn(line -> !line.contains(BETA))
                .isEmpty();
    }

    @Test
    void aTicketLivesItsLifeInKotlin() {
        Path made = Workshop.MADE.resolve("kotlin");
        Workshop.generate("kotlin", document(""), made, OPEN_WORDS);
        Path classes = Workshop.MADE.resolve("kotlin-classes");

        Workshop.kotlinc(classes, made.resolve("src/main/kotlin"), Workshop.FOLDER.resolve("kotlin/Life.kt"));

        assertThat(Workshop.java(classes, "LifeKt", people())).contains(LIVED);
    }

    @Test
    void aTicketLivesItsLifeInJava() {
        Path made = Workshop.MADE.resolve("java");
        Workshop.generate("java", document(""), made, OPEN_WORDS, OPEN_FIELDS);
        Path classes = Workshop.MADE.resolve("java-classes");
        List<Path> sources = new ArrayList<>(Workshop.files(made.resolve("src/main/java"), ".java"));
        sources.add(Workshop.FOLDER.resolve("java/Life.java"));

        Workshop.javac(classes, sources);

        assertThat(Workshop.java(classes, "Life", people())).contains(LIVED);
    }

    /// openapi-generator's client and hey-api's are lived with; orval's and what openapi-typescript makes for
    /// openapi-fetch have to compile. Modelina makes models of the AsyncAPI document.
    @Test
    void aTicketLivesItsLifeInTypeScript() throws IOException {
        Path folder = Workshop.FOLDER.resolve("typescript");
        if (!Files.exists(folder.resolve("node_modules"))) {
            Workshop.run(folder, Map.of(), List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
        }
        Path made = Files.createDirectories(folder.resolve("target"));
        Path document = Files.copy(document(""), made.resolve("support.yaml"), StandardCopyOption.REPLACE_EXISTING);
        Workshop.generate("typescript-fetch", document, made.resolve("fetch"));
        for (String command : List.of(
                "npx openapi-typescript target/support.yaml -o target/support.d.ts",
                // A path without a dot in front would be the name of a project at hey-api's.
                "npx openapi-ts -i ./target/support.yaml -o target/hey",
                "npx orval --input target/support.yaml --output target/orval/api.ts --client fetch",
                "npx tsc -p .")) {
            Workshop.run(folder, Map.of(), List.of(command.split(" ", -1)));
        }

        assertThat(Workshop.run(folder, people(), List.of("node", "target/out/life.js")))
                .contains(LIVED);

        Files.writeString(made.resolve("asyncapi.yaml"), asyncApi());
        Workshop.run(folder, Map.of(), List.of("node", "models.mjs", "target/asyncapi.yaml"));
    }

    /// No compiler of these is at hand; every type that a model or an operation names has to be there.
    @ParameterizedTest
    @CsvSource({"swift6, .swift", "dart-dio, .dart"})
    void nothingIsNamedThatIsNotThere(String generator, String ending) {
        Path made = Workshop.MADE.resolve("read").resolve(generator);
        Workshop.generate(generator, document(""), made, OPEN_WORDS);

        Set<String> missing = UndefinedNames.in(Workshop.files(made, ending));

        assertThat(missing).isEmpty();
    }

    /// What Kotlin and Java are seen to do with words that were added later, these are written to do.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "swift6 | .swift | Codable, CaseIterable | CaseIterable, CaseIterableDefaultsLast {",
                "dart-dio | .dart | extends EnumClass | fallback: true"
            })
    void everyListOfWordsIsOpen(String generator, String ending, String listed, String open) {
        Path made = Workshop.MADE.resolve("open").resolve(generator);
        Workshop.generate(generator, document(""), made, OPEN_WORDS);
        List<String> texts =
                Workshop.files(made, ending).stream().map(Workshop::text).toList();

        assertThat(lines(texts, listed)).isPositive().isEqualTo(lines(texts, open));
    }

    private static long lines(List<String> texts, String with) {
        return texts.stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(with))
                .count();
    }

    private static String asyncApi() {
        return Workshop.run(
                Workshop.MADE,
                Map.of(),
                List.of("curl", "-sf", LocalStack.running().gateway() + "/asyncapi"));
    }

    /// With tokens of the existing backend (`decisions.md` 14).
    private static Map<String, String> people() {
        Person user = ForeignSigner.JSONWEBTOKEN.user();
        Person admin = ForeignSigner.JSONWEBTOKEN.admin();
        return Map.of(
                "SUPPORT_URL", LocalStack.running().gateway().toString(),
                "NEWER_URL", newer.address().toString(),
                "USER_TOKEN", user.bearer(),
                "USER_EMAIL", user.email(),
                "ADMIN_TOKEN", admin.bearer(),
                "ADMIN_ID", admin.id());
    }
}
