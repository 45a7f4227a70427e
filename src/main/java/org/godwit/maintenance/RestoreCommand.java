package org.godwit.maintenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.godwit.shared.KeyFile;
import org.h2.tools.Restore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code restore}: makes a data directory from a backup. The server is not running meanwhile. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a data directory from the files of a backup; then start the server on it.",
        footer = {
            "",
            "Example:",
            "  java -jar godwit.jar restore --database godwit-20261121T020000Z-database.zip"
                    + " --keys godwit-20261121T020000Z-keys.zip --to ./restored"
        })
public final class RestoreCommand implements Callable<Integer> {

    private static final String DATABASE = "godwit";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "NAME-database.zip; left out where the database is a SQL Server, restored by its own means.")
    private @Nullable Path database;

    @Option(names = "--keys", paramLabel = "FILE", required = true, description = "NAME-keys.zip.")
    private Path keys = Path.of("");

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "New or empty data directory.")
    private Path to = Path.of("");

    /**
     * Runs the command.
     *
     * @return exit code: 0 done, 1 it failed, 2 wrong options
     */
    public static int run(String... args) {
        return new CommandLine(new RestoreCommand())
                .setExecutionExceptionHandler((failure, where, parsed) -> {
                    where.getErr().println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(to)) {
            try (var there = Files.list(to)) {
                if (there.findAny().isPresent()) {
                    throw new IOException(to + " is not empty; a restore never overwrites.");
                }
            }
        }
        Files.createDirectories(to);
        KeyArchive.restore(keys, to);
        if (database != null) {
            Path directory = Files.createDirectories(to.resolve("db"));
            KeyFile.createOwnerOnly(directory.resolve(DATABASE + ".mv.db"));
            Restore.execute(database.toString(), directory.toString(), DATABASE);
        }
        command.commandLine()
                .getOut()
                .println("Restored to " + to.toAbsolutePath().normalize()
                        + ". Start the server with GODWIT_DATA_DIR set to it.");
        return CommandLine.ExitCode.OK;
    }
}
