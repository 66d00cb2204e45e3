package com.smipay.support.local.command;

import picocli.CommandLine.Command;

/// Plays the other systems' part.
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Publishes what other systems would, and returns when the ticket service has applied it.",
        subcommands = {IdentitySessionCommand.class, IdentityUserCommand.class})
public final class IdentityCommand {}
