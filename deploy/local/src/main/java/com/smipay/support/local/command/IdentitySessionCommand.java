package com.smipay.support.local.command;

import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.local.identity.IdentityRecord;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "session", mixinStandardHelpOptions = true, description = "A registration under way.")
final class IdentitySessionCommand implements Callable<Integer> {
    private static final String HOUR = "3600";

    @Option(names = "--id", required = true)
    private String id = "";

    @Option(names = "--email", description = "Required, but for --delete.")
    private String email = "";

    @Option(names = "--phone")
    private @Nullable String phone;

    @Option(names = "--first-name")
    private @Nullable String firstName;

    @Option(names = "--last-name")
    private @Nullable String lastName;

    @Option(
            names = "--expires",
            defaultValue = HOUR,
            description = "Seconds from now; less than 0 is in the past (${DEFAULT-VALUE}).")
    private long expires;

    @Option(names = "--status", description = "active and pending are live (active)")
    private @Nullable String status;

    @Option(names = "--delete", description = "Publishes a tombstone in its place.")
    private boolean delete;

    @Override
    public Integer call() throws Exception {
        if (email.isEmpty() && !delete) {
            throw new UserError("--email is missing");
        }
        IdentityRecord fact = IdentityRecord.of(new RegistrationSession(
                id, email, phone, firstName, lastName, Instant.now().plusSeconds(expires), status));
        new RunningStack().apply(delete ? fact.deleted() : fact);
        return 0;
    }
}
