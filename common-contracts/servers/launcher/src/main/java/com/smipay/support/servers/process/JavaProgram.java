package com.smipay.support.servers.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A Java program, started on the JDK that runs this process.
///
/// @param what the options of `java` that name the program
/// @param heap the most that its heap may take, in megabytes
/// @param young the part of it for what lives shortly; 0 for a third of what it has just then
public record JavaProgram(List<String> what, int heap, int young) {
    /// Small and quick to start rather than fast at the peak: six of these share one machine. Trimming gives back what
    /// the compilers needed while a program warmed up. The last two are what Netty and others need on this JDK to
    /// start without warnings.
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TrimNativeHeapInterval=2000",
            "-XX:-SegmentedCodeCache",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /// A system property of tests: what they start lives for moments, and is gone before the work of the second
    /// compiler pays off.
    public static final String BRIEF = "support.brief";

    /// By itself Java would begin with all that the heap may take, and touch a third of it before it first collects.
    private static final int FIRST_PART = 10;

    /// A runnable jar, with the start-up cache that was made for it (`<name>.aot` beside it), where there is one.
    public static JavaProgram ofJar(Path jar, int heap) {
        Path cache = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".aot"));
        return of(StartCache.options(jar, cache), heap, "-jar", jar.toString());
    }

    /// Another main class of a runnable jar, with a start-up cache of its own (`<name>.aot` beside it).
    public static JavaProgram ofJar(Path jar, String mainClass, String name, int heap) {
        return of(StartCache.options(jar, jar.resolveSibling(name + ".aot")), heap, "-cp", jar.toString(), mainClass);
    }

    public static JavaProgram ofClasses(String classPath, String mainClass, int heap) {
        return of(StartCache.NONE, heap, "-cp", classPath, mainClass);
    }

    private static JavaProgram of(List<String> cache, int heap, String... program) {
        return new JavaProgram(Stream.concat(cache.stream(), Stream.of(program)).toList(), heap, 0);
    }

    /// The same with more room for what lives shortly, so that it is collected less often.
    public JavaProgram withYoung(int megabytes) {
        return new JavaProgram(what, heap, megabytes);
    }

    /// The command line, with these arguments for the program.
    public List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        if (Boolean.getBoolean(BRIEF)) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Xms" + (young + heap / FIRST_PART) + "m");
        command.add("-Xmx" + heap + "m");
        if (young > 0) {
            command.add("-Xmn" + young + "m");
        }
        command.addAll(what);
        command.addAll(arguments);
        return List.copyOf(command);
    }
}
