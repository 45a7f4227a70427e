package org.godwit.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the server for something. */
abstract class ApiCommand implements Callable<Integer> {

    @Mixin
    Connection connection;

    @Spec
    CommandSpec spec;

    /** Set by picocli before the command is called. */
    @SuppressWarnings("NullAway.Init")
    ApiCommand() {}

    @Override
    public final Integer call() throws Exception {
        return run(connection.client(), connection.output(out()));
    }

    /** @return exit code */
    abstract int run(ApiClient api, Output output) throws Exception;

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
