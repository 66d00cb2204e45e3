package com.smipay.support.local.gateway;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where a gateway listens (on 127.0.0.1) and where the services' public listeners are.
///
/// @param port 0 for any free one
/// @param upstreams every instance of every service, at least one of each
public record GatewaySettings(int port, Map<Upstream, List<Instance>> upstreams) {
    public GatewaySettings {
        upstreams = Map.copyOf(upstreams);
        if (!upstreams.keySet().containsAll(List.of(Upstream.values()))) {
            throw new IllegalArgumentException("An upstream is missing: " + upstreams);
        }
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
