package com.smipay.support.local.gateway;

import com.smipay.support.contracts.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Where the pages sign people in by OpenID Connect, and as which client. Nothing of it is secret: every page gets it.
///
/// @param issuer `SUPPORT_OIDC_ISSUER`, as its discovery document calls itself
/// @param clientId `SUPPORT_OIDC_CLIENT_ID`: of a public client, with the code flow and PKCE
/// @param scope `SUPPORT_OIDC_SCOPE`
record OpenIdSettings(URI issuer, String clientId, String scope) {
    private static final String ISSUER = "SUPPORT_OIDC_ISSUER";
    private static final String CLIENT_ID = "SUPPORT_OIDC_CLIENT_ID";
    private static final String SCOPE = "SUPPORT_OIDC_SCOPE";
    private static final String USUAL_SCOPE = "openid profile email";

    /// Empty where no issuer is named.
    ///
    /// @throws IllegalArgumentException where it makes no sense
    static Optional<OpenIdSettings> from(Map<String, String> environment) {
        return text(environment, ISSUER).map(issuer -> {
            URI address = URI.create(issuer);
            if (address.getHost() == null
                    || !("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                throw new IllegalArgumentException(ISSUER + " must be an address that begins with https://");
            }
            String clientId = text(environment, CLIENT_ID)
                    .orElseThrow(() -> new IllegalArgumentException(CLIENT_ID + " is needed beside " + ISSUER));
            return new OpenIdSettings(
                    address, clientId, text(environment, SCOPE).orElse(USUAL_SCOPE));
        });
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /// Which pages have to be able to ask it.
    String origin() {
        return issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    /// What stands in `settings.json` beside the pages.
    String toJson() {
        Map<String, String> openid =
                new TreeMap<>(Map.of("issuer", issuer.toString(), "client_id", clientId, "scope", scope));
        return Json.mapper().valueToTree(Map.of("openid", openid)).toString();
    }
}
