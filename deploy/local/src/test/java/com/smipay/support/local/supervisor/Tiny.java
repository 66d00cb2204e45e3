package com.smipay.support.local.supervisor;

import com.smipay.support.servers.process.JavaProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Members that run [TinyService].
final class Tiny {
    private static final int HEAP = 32;

    private Tiny() {}

    static Member member(String name, int port, String health, Path directory) {
        String url = "http://127.0.0.1:" + port;
        return Member.java(
                name,
                () -> command(List.of(Integer.toString(port), health)),
                Map.of(),
                null,
                url,
                URI.create(url + "/health/ready"),
                200,
                directory.resolve(name + ".log"));
    }

    static Member hopeless(String lastWord, Path directory) {
        return Member.java(
                "hopeless",
                () -> command(List.of(lastWord)),
                Map.of(),
                null,
                null,
                URI.create("http://127.0.0.1:1/"),
                200,
                directory.resolve("hopeless.log"));
    }

    private static List<String> command(List<String> arguments) {
        return JavaProgram.ofClasses(System.getProperty("java.class.path"), TinyService.class.getName(), HEAP)
                .command(arguments);
    }
}
