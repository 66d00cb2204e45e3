package com.smipay.support.local.gateway;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the gateway serves besides the services.
///
/// @param pages the directory of the built pages; what is not there is not served
/// @param signInKey the file of the key that signs for whoever sits at this machine; empty where nobody is signed for
/// @param openId who signs people in; empty where nobody does
public record Website(Optional<Path> pages, Optional<Path> signInKey, Optional<OpenIdSettings> openId) {
    public static final String PAGES = "SUPPORT_PAGES";
    public static final String SIGN_IN_KEY = "SUPPORT_SIGN_IN_KEY_FILE";

    static final Website NONE = new Website(Optional.empty(), Optional.empty(), Optional.empty());

    static Website from(Map<String, String> environment) {
        return new Website(path(environment, PAGES), path(environment, SIGN_IN_KEY), OpenIdSettings.from(environment));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
