package com.smipay.support.acceptance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever reads instead of compiling has to see what a compiler would.
class UndefinedNamesTest {
    @TempDir
    private Path made;

    @Test
    void swiftThatNamesWhatIsNotThereIsSeen() throws IOException {
        Path model = write(
                "Models/Ticket.swift",
                lines(i -> "public struct Known" + i + ": Codable {\n    public var at" + i + ": Known" + i + "?\n}"),
                "public struct Ticket {\n    public var state: LostState?\n    public var LOUD: Int\n}");
        Path calls = write(
                "APIs/UserAPI.swift",
                "open class UserAPI {",
                "    /** Gives nothing to LostNowhere. */",
                lines(i -> "    open class func get" + i + "(id: UUID? = nil) async throws(Known" + i + ") -> Known" + i
                        + " {\n        LostInside.go()\n    }"),
                "    open class func put(how: LostHow, many: [LostMany]) async throws(Known1) -> LostAnswer {",
                "    }\n}");

        assertThat(UndefinedNames.in(List.of(model, calls)))
                .containsExactly("LostAnswer", "LostHow", "LostMany", "LostState");
    }

    @Test
    void dartThatNamesWhatIsNotThereIsSeen() throws IOException {
        Path model = write(
                "model/ticket.dart",
                lines(i -> "class Known" + i + " {\n  Known" + i + "? get at" + i + ";\n}"),
                "abstract class Ticket {\n  BuiltList<LostState> get states;\n}");
        Path calls = write(
                "api/user_api.dart",
                "class UserApi {\n  /// Returns a [Future] containing a [LostNowhere]",
                lines(i ->
                        "  Future<Response<Known" + i + ">> get" + i + "({ \n    required String id,\n    CancelToken?"
                                + " cancelToken,\n  }) async {\n    LostInside();\n  }"),
                "  Future<Response<LostAnswer>> put({ \n    required LostHow how,\n    BuiltList<LostMany>? many,\n  })"
                        + " async {\n  }\n}");

        assertThat(UndefinedNames.in(List.of(model, calls)))
                .containsExactly("LostAnswer", "LostHow", "LostMany", "LostState");
    }

    private static String lines(IntFunction<String> line) {
        return IntStream.range(0, 20).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private Path write(String name, String... lines) throws IOException {
        Path file = made.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines));
    }
}
