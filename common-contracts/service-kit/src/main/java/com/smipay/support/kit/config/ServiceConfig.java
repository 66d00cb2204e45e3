package com.smipay.support.kit.config;

import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads a service's settings: `application.yaml` on the class path, and over it the environment. Key `a.b-c` is
/// overridden by `A_B_C`, or by the text of the file that `A_B_C_FILE` names, so secrets need not stand in the
/// environment.
public final class ServiceConfig {
    private ServiceConfig() {}

    public static Config load(Map<String, String> environment) {
        Config defaults = Config.just(ConfigSources.classpath("application.yaml"));
        return Config.just(
                ConfigSources.create(overrides(defaults, environment)), ConfigSources.classpath("application.yaml"));
    }

    private static Map<String, String> overrides(Config defaults, Map<String, String> environment) {
        Map<String, String> overrides = new HashMap<>();
        defaults.traverse(node -> true).filter(Config::isLeaf).forEach(leaf -> {
            String key = leaf.key().toString();
            String variable = key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
            String file = environment.get(variable + "_FILE");
            String value = environment.get(variable);
            if (file != null && !file.isBlank()) {
                overrides.put(key, textOf(variable, Path.of(file)));
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
