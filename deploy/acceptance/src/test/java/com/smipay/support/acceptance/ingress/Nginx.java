package com.smipay.support.acceptance.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.smipay.support.acceptance.client.Wait;
import com.smipay.support.acceptance.stack.LocalStack;
import com.smipay.support.acceptance.tools.DebianPackages;
import com.smipay.support.servers.files.Checkout;
import com.smipay.support.servers.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Debian's nginx with the template of `deploy/ingress`, on a port of its own. It ends with the test.
///
/// @param folder its configuration and its logs
/// @param port on 127.0.0.1
record Nginx(Process process, Path folder, int port) implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/nginx";
    private static final DebianPackages PACKAGE = new DebianPackages(List.of("nginx"), List.of(PROGRAM, "-v"));
    private static final Path TEMPLATE =
            Checkout.find().root().resolve(Path.of("deploy", "ingress", "support-desk.conf.template"));

    /// What a machine has in its own nginx.conf. Nothing of it lies outside of the folder.
    private static final String MACHINE = """
            daemon off;
            worker_processes 1;
            pid FOLDER/nginx.pid;
            error_log FOLDER/nginx.log;
            events {}
            http {
                client_body_temp_path FOLDER/body;
                proxy_temp_path FOLDER/proxy;
                fastcgi_temp_path FOLDER/fastcgi;
                uwsgi_temp_path FOLDER/uwsgi;
                scgi_temp_path FOLDER/scgi;
                include FOLDER/support-desk.conf;
            }
            """;

    /// Listens when it returns. Skips the test where there is no nginx.
    ///
    /// @param services by the name of its upstream, where each one is
    static Nginx before(Map<String, List<URI>> services) throws IOException {
        return start(services, Files.readString(TEMPLATE));
    }

    /// The same, but that it waits a second for a service and no longer.
    static Nginx impatientBefore(Map<String, List<URI>> services) throws IOException {
        return start(
                services, Files.readString(TEMPLATE).replaceAll("proxy_read_timeout \\d+s", "proxy_read_timeout 1s"));
    }

    private static Nginx start(Map<String, List<URI>> services, String template) throws IOException {
        PACKAGE.require();
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "nginx").toAbsolutePath()), "run-");
        int port = FreePorts.any();
        String configuration = template.replace("${LISTEN}", "127.0.0.1:" + port)
                .replace("${LOG_FOLDER}", folder.toString())
                .replace("${CORS_ORIGINS}", LocalStack.DASHBOARD + "," + LocalStack.APP_PAGES);
        for (Map.Entry<String, List<URI>> service : services.entrySet()) {
            configuration = configuration.replace("${" + service.getKey() + "_SERVERS}", servers(service.getValue()));
        }
        assertThat(configuration).as("nothing is left to fill in").doesNotContain("${");
        Files.writeString(folder.resolve("support-desk.conf"), configuration);
        Path machine = Files.writeString(folder.resolve("nginx.conf"), MACHINE.replace("FOLDER", folder.toString()));
        Process process = new ProcessBuilder(PROGRAM, "-c", machine.toString(), "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end nginx"));
        Nginx nginx = new Nginx(process, folder, port);
        Wait.until("nginx listens").until(() -> !process.isAlive() || nginx.listens());
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("output.log")))
                .isTrue();
        return nginx;
    }

    private static String servers(List<URI> addresses) {
        StringBuilder lines = new StringBuilder();
        addresses.forEach(address ->
                lines.append("server ").append(address.getAuthority()).append(" max_fails=1 fail_timeout=1s; "));
        return lines.toString();
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// What it wrote of the calls, and of what went wrong.
    String logs() throws IOException {
        return Files.readString(folder.resolve("support-desk.log"))
                + Files.readString(folder.resolve("support-desk-errors.log"));
    }

    /// Its workers end with it.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
