package org.godwit.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Why a command ended, with the exit code that says so to scripts. */
final class CliFailure extends RuntimeException {

    private final int exitCode;
    private final String code;
    private final String hint;
    private final transient @Nullable JsonNode problem;

    CliFailure(int exitCode, String code, String message, String hint) {
        this(exitCode, code, message, hint, null);
    }

    CliFailure(int exitCode, String code, String message, String hint, @Nullable JsonNode problem) {
        super(message);
        this.exitCode = exitCode;
        this.code = code;
        this.hint = hint;
        this.problem = problem;
    }

    static CliFailure unreachable(URI server, Exception cause) {
        CliFailure failure = new CliFailure(
                ExitCode.UNREACHABLE,
                "SERVER_UNREACHABLE",
                "No server answers at " + server + ".",
                "Start it with 'godwit server', or name another one with --url or GODWIT_URL.");
        failure.initCause(cause);
        return failure;
    }

    int exitCode() {
        return exitCode;
    }

    String code() {
        return code;
    }

    String hint() {
        return hint;
    }

    /** The server's whole problem document; null if the failure is not the server's. */
    @Nullable JsonNode problem() {
        return problem;
    }
}
