package com.smipay.support.local.gateway;

import com.smipay.support.contracts.http.CrossOrigin;
import java.util.EnumMap;
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

    /// Services only.
    public GatewaySettings(int port, Map<Upstream, List<Instance>> upstreams, CrossOrigin crossOrigin) {
        this(port, upstreams, crossOrigin, Website.NONE);
    }

    /// For no page of any origin.
    public GatewaySettings(int port, Map<Upstream, List<Instance>> upstreams) {
        this(port, upstreams, CrossOrigin.NONE);
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

    /// From a command line: `port TICKET=http://… MESSAGING=… RATING=… REALTIME=http://…>http://…/health/ready,…`.
    static GatewaySettings parse(List<String> arguments) {
        Map<Upstream, List<Instance>> upstreams = new EnumMap<>(Upstream.class);
        for (String argument : arguments.subList(1, arguments.size())) {
            String[] sides = argument.split("=", 2);
            upstreams.put(
                    Upstream.valueOf(sides[0]),
                    Stream.of(sides[1].split(",", -1)).map(Instance::parse).toList());
        }
        return new GatewaySettings(Integer.parseInt(arguments.getFirst()), upstreams);
    }

    /// What [#parse] reads.
    public List<String> toArguments() {
        Stream<String> services = upstreams.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + String.join(
                                ",",
                                entry.getValue().stream()
                                        .map(Instance::toArgument)
                                        .toList()));
        return Stream.concat(Stream.of(Integer.toString(port)), services).toList();
    }
}
