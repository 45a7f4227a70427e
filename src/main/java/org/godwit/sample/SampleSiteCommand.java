package org.godwit.sample;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code sample-site}: makes a sample source site and prints where it is. */
@Command(
        name = "sample-site",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes a sample source site: the site database of a Configuration Manager hierarchy and the"
                + " content libraries of its distribution points. The same options make the same site.")
public final class SampleSiteCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "" + SampleSpec.DEFAULT_CLIENTS,
            description =
                    "clients that can be migrated; records that are left out come on top (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--packages",
            paramLabel = "N",
            defaultValue = "" + SampleSpec.DEFAULT_PACKAGES,
            description = "packages with content (default: ${DEFAULT-VALUE})")
    private int packages;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "where the random choices start (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "new or empty directory to write to")
    private Path out = Path.of("");

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "empty database to write to, with its login; otherwise an H2 file in DIR")
    private @Nullable String jdbcUrl;

    @Option(
            names = "--files-per-package",
            paramLabel = "N",
            defaultValue = "" + SampleSpec.DEFAULT_FILES,
            description = "files of a package, on average (default: ${DEFAULT-VALUE})")
    private int files;

    @Option(
            names = "--file-bytes",
            paramLabel = "N",
            defaultValue = "" + SampleSpec.DEFAULT_FILE_BYTES,
            description = "bytes of a file, on average (default: ${DEFAULT-VALUE})")
    private int fileBytes;

    /**
     * Runs the command.
     *
     * @return exit code: 0 done, 1 it failed, 2 wrong options
     */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new SampleSiteCommand());
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            if (failure instanceof GodwitException known) {
                where.getErr().println(known.getMessage());
                where.getErr().println(known.hint());
                boolean options =
                        known.kind() == GodwitException.Kind.INVALID || known.kind() == GodwitException.Kind.CONFLICT;
                return options ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
        return line.execute(args);
    }

    @Override
    public Integer call() {
        SampleSummary site =
                SampleSite.generate(new SampleSpec(clients, packages, seed, out, jdbcUrl, files, fileBytes));
        PrintWriter print = command.commandLine().getOut();
        print.printf("Site database    %s%n", site.jdbcUrl());
        print.printf("Top-level site   %s on %s%n", site.topLevelSite(), site.siteServer());
        print.printf(
                Locale.ROOT,
                "Clients          %,d to migrate, %,d of them blocked; blocked SMSIDs: %,d%n",
                site.clients(),
                site.blockedClients(),
                site.blockedSmsIds());
        print.printf("Left out         %s%n", site.leftOut());
        SampleSummary.Content content = site.content();
        print.printf(
                Locale.ROOT,
                "Content          %,d packages, %,d files, %,d bytes, of which %,d in %,d files differ%n",
                content.packages(),
                content.files(),
                content.bytes(),
                content.distinctBytes(),
                content.distinctFiles());
        for (SampleSummary.Library library : site.distributionPoints()) {
            print.printf("Content library  %s: %s%n", library.serverName(), library.path());
            library.additionalPaths().forEach(path -> print.printf("                 and %s%n", path));
        }
        return CommandLine.ExitCode.OK;
    }
}
