package com.smipay.support.local.command;

import com.smipay.support.local.supervisor.StartFailedException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What went wrong, in one sentence; a fault of the program itself goes on to picocli, with its trace.
public final class PlainWords implements IExecutionExceptionHandler {
    private static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult arguments) throws Exception {
        if (thrown instanceof UserError || thrown instanceof StartFailedException || thrown instanceof IOException) {
            command.getErr().println(thrown.getMessage());
            return FAILED;
        }
        throw thrown;
    }
}
