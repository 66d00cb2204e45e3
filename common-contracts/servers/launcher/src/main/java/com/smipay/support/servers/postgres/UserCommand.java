package com.smipay.support.servers.postgres;

import com.smipay.support.servers.process.SystemCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The command line under which PostgreSQL and PgBouncer agree to run: they refuse to be root. A root without
/// privileges (a user namespace of its own) still owns the files, and is accepted.
final class UserCommand {
    private static final List<String> WITHOUT_PRIVILEGES = List.of("unshare", "-U");

    private UserCommand() {}

    static List<String> of(List<String> command) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        if (!SystemCommand.succeeds("unshare", "-U", "true")) {
            throw new IOException(
                    "Neither PostgreSQL nor PgBouncer runs as root, and this system does not allow `unshare -U`:"
                            + " start as an ordinary user, or let SUPPORT_POSTGRES_URL name a server that runs already");
        }
        List<String> wrapped = new ArrayList<>(WITHOUT_PRIVILEGES);
        wrapped.addAll(command);
        return List.copyOf(wrapped);
    }
}
