package com.smipay.support.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.smipay.support.contracts.identity.Person;
import com.smipay.support.contracts.identity.RegistrationSession;
import com.smipay.support.local.identity.IdentityRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays the other systems' part.
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description =
                "Publishes what other systems would, and returns when every service that keeps a copy has applied it.",
        subcommands = {IdentityCommand.Session.class, IdentityCommand.User.class})
public final class IdentityCommand {
    /// What is told of a person, whoever they are.
    abstract static class Fact implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private IdentityTarget target = new IdentityTarget();

        @Option(names = "--id", required = true)
        String id = "";

        @Option(names = "--email", description = "Required, but for --delete.")
        @Nullable String email;

        @Option(names = "--phone")
        @Nullable String phone;

        @Option(names = "--first-name")
        @Nullable String firstName;

        @Option(names = "--last-name")
        @Nullable String lastName;

        @Option(names = "--delete", description = "Publishes a tombstone in its place.")
        private boolean delete;

        @Override
        public Integer call() throws Exception {
            if ((email == null || email.isEmpty()) && !delete) {
                throw new UserError("--email is missing");
            }
            IdentityRecord fact = fact();
            target.apply(delete ? fact.deleted() : fact, spec.commandLine().getOut());
            return 0;
        }

        /// What was asked for, deleted or not.
        abstract IdentityRecord fact();
    }

    @Command(name = "session", mixinStandardHelpOptions = true, description = "A registration under way.")
    static final class Session extends Fact {
        private static final String HOUR = "3600";

        @Option(
                names = "--expires",
                defaultValue = HOUR,
                description = "Seconds from now; less than 0 is in the past (${DEFAULT-VALUE}).")
        private long expires;

        @Option(names = "--status", description = "active and pending are live (active)")
        private @Nullable String status;

        @Override
        IdentityRecord fact() {
            return IdentityRecord.of(new RegistrationSession(
                    id,
                    email == null ? "" : email,
                    phone,
                    firstName,
                    lastName,
                    Instant.now().plusSeconds(expires),
                    status));
        }
    }

    @Command(name = "user", mixinStandardHelpOptions = true, description = "A person, user or admin.")
    static final class User extends Fact {
        @Option(names = "--smipay-tag")
        private @Nullable String smipayTag;

        @Option(names = "--role", description = "user or admin")
        private @Nullable String role;

        @Option(names = "--profile-image", description = "Its address.")
        private @Nullable String profileImage;

        @Option(names = "--account-status", description = "For example active.")
        private @Nullable String accountStatus;

        @Option(names = "--balance", description = "What is in the wallet.")
        private @Nullable BigDecimal balance;

        @Option(names = "--tier", description = "For example TIER_2.")
        private @Nullable String tier;

        @Option(names = "--tier-name", description = "What people call it (the tier itself).")
        private @Nullable String tierName;

        @Option(names = "--kyc-verified", arity = "1", description = "Whether it is known who they are.")
        private @Nullable Boolean kycVerified;

        @Option(names = "--kyc-status", description = "For example approved.")
        private @Nullable String kycStatus;

        @Override
        IdentityRecord fact() {
            return IdentityRecord.of(new Person(
                    id,
                    email,
                    firstName,
                    lastName,
                    phone,
                    smipayTag,
                    profileImage == null ? null : object().put("secure_url", profileImage),
                    role,
                    accountStatus,
                    balance == null ? null : object().put("current_balance", balance),
                    tier(),
                    kycVerification()));
        }

        private @Nullable JsonNode tier() {
            String known = tier == null ? tierName : tier;
            return known == null ? null : object().put("tier", known).put("name", tierName == null ? known : tierName);
        }

        private @Nullable JsonNode kycVerification() {
            if (kycVerified == null && kycStatus == null) {
                return null;
            }
            boolean verified = kycVerified != null && kycVerified;
            String told = verified ? "approved" : "pending";
            return object().put("is_verified", verified).put("status", kycStatus == null ? told : kycStatus);
        }

        private static ObjectNode object() {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
