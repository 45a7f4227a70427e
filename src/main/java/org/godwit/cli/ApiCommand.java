package org.godwit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

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

    /** Writes what the server answers to a file, and says so. */
    final int save(ApiClient api, String path, Map<String, ? extends @Nullable Object> query, Path file)
            throws IOException {
        try (OutputStream to = Files.newOutputStream(file)) {
            api.download(path, query, to);
        }
        err().println("Written to " + file);
        return ExitCode.OK;
    }

    /** Shows what a verification found. */
    static int verdict(Output output, JsonNode verification) {
        output.one(verification);
        return verification.path("verdict").asString("").equals("INTACT") ? ExitCode.OK : ExitCode.UNSUCCESSFUL;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
