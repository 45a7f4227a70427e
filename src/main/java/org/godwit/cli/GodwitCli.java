package org.godwit.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The command line: {@code godwit source|job|client|wave|content|audit|operate …}. It speaks HTTP to a server and nothing else. */
@Command(
        name = "godwit",
        mixinStandardHelpOptions = true,
        description = "Configuration Manager hierarchy migration.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SourceCommands.class,
            JobCommands.class,
            ClientCommands.class,
            WaveCommands.class,
            ContentCommands.class,
            AuditCommands.class,
            OperateCommands.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Start a server with: godwit server | demo; further commands: sample-site, restore.",
            "",
            "Exit codes: 0 done, 1 done without success (a job FAILED, a verdict is DIFFERENT or BROKEN), 2 wrong usage,",
            "3 not signed in or not allowed, 4 not found, 5 refused, 6 server unreachable, 7 server error."
        })
public final class GodwitCli {

    /** First words of command lines that are this class's business. */
    public static final Set<String> COMMANDS = Set.of(
            "source",
            "job",
            "client",
            "wave",
            "content",
            "audit",
            "operate",
            "generate-completion",
            "--help",
            "-h",
            "--version",
            "-V");

    /** @return the exit code */
    public static int run(String... args) {
        return run(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                args);
    }

    static int run(Map<String, String> environment, Path home, PrintWriter out, PrintWriter err, String... args) {
        return commands(environment, home)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((e, command, parsed) -> explain(e, command))
                .execute(args);
    }

    /** All commands with their options. */
    static CommandLine commands(Map<String, String> environment, Path home) {
        CommandLine.IFactory defaults = CommandLine.defaultFactory();
        CommandLine commands = new CommandLine(new GodwitCli(), new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Connection.class ? type.cast(new Connection(environment, home)) : defaults.create(type);
            }
        });
        helpfully(commands);
        return commands.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Every command of a group, and of a group in a group, explains itself. */
    private static void helpfully(CommandLine group) {
        for (CommandLine command : group.getSubcommands().values()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
            helpfully(command);
        }
    }

    private static int explain(Exception e, CommandLine command) throws Exception {
        if (!(e instanceof CliFailure failure)) {
            throw e;
        }
        PrintWriter err = command.getErr();
        err.println(failure.code() + ": " + failure.getMessage());
        JsonNode problem = failure.problem();
        if (problem != null && problem.path("preflight").isArray()) {
            SourceCommands.printChecks(new Output(err, Output.Form.table), problem.path("preflight"));
        }
        if (!failure.hint().isBlank()) {
            err.println(failure.hint());
        }
        return failure.exitCode();
    }
}
