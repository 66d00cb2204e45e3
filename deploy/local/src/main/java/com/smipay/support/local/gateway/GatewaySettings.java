package com.smipay.support.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.smipay.support.contracts.http.CrossOrigin;
import com.smipay.support.contracts.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where a gateway listens (on 127.0.0.1) and where the services' public listeners are.
///
/// @param port 0 for any free one
/// @param upstreams every instance of every service, at least one of each
/// @param crossOrigin whose pages may read the answers: what the services trust
/// @param website what is served besides them
public record GatewaySettings(
        int port, Map<Upstream, List<Instance>> upstreams, CrossOrigin crossOrigin, Website website) {
    public GatewaySettings {
        upstreams = Map.copyOf(upstreams);
        if (!upstreams.keySet().containsAll(List.of(Upstream.values()))) {
            throw new IllegalArgumentException("An upstream is missing: " + upstreams);
        }
    }

    /// Services only, for no page of any origin.
    public GatewaySettings(int port, Map<Upstream, List<Instance>> upstreams) {
        this(port, upstreams, CrossOrigin.NONE, Website.NONE);
    }

    /// The origins come from the environment, in the variable that the services read too; so does the website.
    GatewaySettings with(Map<String, String> environment) {
        List<String> origins = Stream.of(
                        environment.getOrDefault("CORS_ORIGINS", "").split(",", -1))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        return new GatewaySettings(port, upstreams, CrossOrigin.of(origins), Website.from(environment));
    }

    /// What a command line carries of them.
    private record Routes(int port, Map<Upstream, List<Instance>> upstreams) {}

    /// From a command line.
    static GatewaySettings parse(List<String> arguments) {
        try {
            Routes routes = Json.mapper().readValue(arguments.getFirst(), Routes.class);
            return new GatewaySettings(routes.port, routes.upstreams);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No settings of a gateway", e);
        }
    }

    /// What [#parse] reads.
    public List<String> toArguments() {
        return List.of(Json.mapper().valueToTree(new Routes(port, upstreams)).toString());
    }
}
