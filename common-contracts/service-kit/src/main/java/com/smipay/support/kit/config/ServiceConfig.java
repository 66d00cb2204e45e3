package com.smipay.support.kit.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a service's settings: `application.yaml` on the class path, and over it the environment. Key `a.b-c` is
/// overridden by `A_B_C`, or by the text of the file that `A_B_C_FILE` names, so secrets need not stand in the
/// environment.
public final class ServiceConfig {
    /// Behind a key, for the path of the file that its text came from.
    static final String FILE = "-file";

    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private ServiceConfig() {}

    /// @throws IllegalStateException where the log level is none
    public static Config load(Map<String, String> environment) {
        Config config = Config.just(
                ConfigSources.create(overrides(defaults(), environment)), ConfigSources.classpath("application.yaml"));
        logLevel(config);
        return config;
    }

    /// How much the service says of itself; in capitals or not, and `INFO` where nothing is said.
    ///
    /// @throws IllegalStateException where there is no such level: the logger takes any word, and `DEBUG` for one
    ///     that it does not know
    public static String logLevel(Config config) {
        String said = config.get("log.level").asString().orElse("").strip().toUpperCase(Locale.ROOT);
        String level = said.isEmpty() ? "INFO" : said;
        if (!LEVELS.contains(level)) {
            throw new IllegalStateException("Setting log.level must be one of " + String.join(", ", LEVELS));
        }
        return level;
    }

    /// Variables that are no settings, and nearly are: whoever misspells one never learns why nothing changes.
    ///
    /// @return the variable that may be meant, by the one that is there
    public static Map<String, String> misspelt(Map<String, String> environment) {
        return SettingNames.misspelt(environment.keySet(), variables());
    }

    private static Config defaults() {
        return Config.just(ConfigSources.classpath("application.yaml"));
    }

    private static Set<String> variables() {
        Set<String> variables = new TreeSet<>();
        defaults().traverse(node -> true).filter(Config::isLeaf).forEach(leaf -> {
            variables.add(variable(leaf.key().toString()));
            variables.add(variable(leaf.key().toString()) + "_FILE");
        });
        return variables;
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> overrides(Config defaults, Map<String, String> environment) {
        Map<String, String> overrides = new HashMap<>();
        defaults.traverse(node -> true).filter(Config::isLeaf).forEach(leaf -> {
            String key = leaf.key().toString();
            String variable = variable(key);
            String file = environment.get(variable + "_FILE");
            String value = environment.get(variable);
            if (file != null && !file.isBlank()) {
                overrides.put(key, textOf(variable, Path.of(file)));
                overrides.put(key + FILE, file);
            } else if (value != null) {
                overrides.put(key, value);
            }
        });
        return overrides;
    }

    private static String textOf(String variable, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Setting " + variable + "_FILE names a file that can't be read", e);
        }
    }
}
