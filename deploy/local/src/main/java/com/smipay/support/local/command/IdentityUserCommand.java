package com.smipay.support.local.command;

import com.smipay.support.contracts.identity.Person;
import com.smipay.support.local.identity.IdentityRecord;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "user", mixinStandardHelpOptions = true, description = "A person, user or admin.")
final class IdentityUserCommand implements Callable<Integer> {
    @Option(names = "--id", required = true)
    private String id = "";

    @Option(names = "--email", description = "Required, but for --delete.")
    private @Nullable String email;

    @Option(names = "--first-name")
    private @Nullable String firstName;

    @Option(names = "--last-name")
    private @Nullable String lastName;

    @Option(names = "--phone")
    private @Nullable String phone;

    @Option(names = "--smipay-tag")
    private @Nullable String smipayTag;

    @Option(names = "--role", description = "user or admin")
    private @Nullable String role;

    @Option(names = "--delete", description = "Publishes a tombstone in its place.")
    private boolean delete;

    @Override
    public Integer call() throws Exception {
        if (email == null && !delete) {
            throw new UserError("--email is missing");
        }
        IdentityRecord fact = IdentityRecord.of(
                new Person(id, email, firstName, lastName, phone, smipayTag, null, role, null, null, null, null));
        new RunningStack().apply(delete ? fact.deleted() : fact);
        return 0;
    }
}
