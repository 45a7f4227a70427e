package org.godwit.cli;

/** Exit codes of the command line; documented in docs/cli.md. */
final class ExitCode {

    static final int OK = 0;
    /** What was asked for was done, and it did not succeed: a job FAILED, a verdict is DIFFERENT or BROKEN. */
    static final int UNSUCCESSFUL = 1;
    /** The command line is wrong, or the server finds the request invalid. */
    static final int USAGE = 2;
    /** Not signed in, or without the right. */
    static final int FORBIDDEN = 3;

    static final int NOT_FOUND = 4;
    /** The present state, or a rule, forbids it. */
    static final int REFUSED = 5;

    static final int UNREACHABLE = 6;
    static final int SERVER_ERROR = 7;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int ofStatus(int status) {
        return switch (status) {
            case 401, 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409, 422, 429 -> REFUSED;
            default -> status < 500 ? USAGE : SERVER_ERROR;
        };
    }
}
