package com.smipay.support.local.command;

import picocli.CommandLine.Command;

/// What the services have dead-lettered.
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "Records that a service could not apply and has dead-lettered, so that the others flow.",
        subcommands = {DlqListCommand.class, DlqReplayCommand.class, DlqDropCommand.class})
public final class DlqCommand {}
