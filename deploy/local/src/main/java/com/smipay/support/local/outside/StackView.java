package com.smipay.support.local.outside;

import com.smipay.support.local.home.Secret;
import com.smipay.support.local.home.StackHome;
import com.smipay.support.local.home.StackState;
import com.smipay.support.local.home.StackState.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A stack that runs, by what its home tells of it.
public class StackView {
    private final StackHome home;
    private final URI gateway;

    protected StackView(StackHome home, URI gateway) {
        this.home = home;
        this.gateway = gateway;
    }

    public StackHome home() {
        return home;
    }

    /// The one public address, behind which everything is.
    public URI gateway() {
        return gateway;
    }

    public List<Part> parts() {
        try {
            return StackState.read(home.state()).orElseThrow().parts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param name as `deploy/status` prints it, for example `ticket-service`
    public StackPart part(String name) {
        return new StackPart(home, name);
    }

    public List<StackPart> replicas(String service) {
        return parts().stream()
                .map(Part::name)
                .filter(name -> name.equals(service) || name.startsWith(service + "-"))
                .map(this::part)
                .toList();
    }

    /// A service's own public listener, as an ingress reaches it.
    public URI publicUrl(String name) {
        return URI.create(String.valueOf(part(name).recorded().publicUrl()));
    }

    public URI internalUrl(String name) {
        return URI.create(String.valueOf(part(name).recorded().internalUrl()));
    }

    /// As the services reach it.
    public String kafka() {
        return String.valueOf(part("kafka").recorded().internalUrl());
    }

    public String secret(Secret secret) {
        try {
            return home.secret(secret).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A database of its server: one of the services', or another.
    public Database database(String name) {
        String server = String.valueOf(part("postgres").recorded().internalUrl());
        return new Database(server, name, secret(Secret.POSTGRES_PASSWORD));
    }

    /// Everything that the processes have written.
    public Path logs() {
        return home.directory().resolve("logs");
    }
}
