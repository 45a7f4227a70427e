package org.godwit.agent.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.godwit.shared.GodwitException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code agent}: enrols at the first start, and works from then on. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Moves content near distribution points, for the servers of one database.",
        footer = {
            "",
            "First start, with a token an administrator has made:",
            "  java -jar godwit.jar agent --location PARIS --server https://godwit.example --token gdwa_...",
            "Later starts:",
            "  java -jar godwit.jar agent --location PARIS"
        })
public final class AgentCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(AgentCommand.class);

    private static final int SOCKET_TIMEOUT_MILLIS = 60_000;

    @Option(
            names = "--location",
            paramLabel = "NAME",
            required = true,
            description = "the place whose distribution points it serves")
    private String location = "";

    @Option(names = "--server", paramLabel = "URL", description = "address of a server; for the first start only")
    private @Nullable URI server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "enrolment token; for the first start only (or GODWIT_AGENT_TOKEN)")
    private @Nullable String token;

    @Option(names = "--name", paramLabel = "NAME", description = "what people will see (default: this host's name)")
    private @Nullable String name;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "./agent",
            description = "directory of its key and login (default: ${DEFAULT-VALUE})")
    private Path dataDir = Path.of("agent");

    @Option(
            names = "--content-root",
            paramLabel = "DIR",
            description = "directory under which libraries on this machine lie; may be given several times")
    private List<Path> contentRoots = new ArrayList<>();

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "4",
            description = "distribution points worked on at a time (default: ${DEFAULT-VALUE})")
    private int points;

    @Option(
            names = "--megabytes-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "how much it moves at most, in MB/s; 0 for no limit (default: ${DEFAULT-VALUE})")
    private int megabytesPerSecond;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "any other setting, e.g. godwit.kerberos.keytab=FILE; may be given several times")
    private Map<String, String> properties = new LinkedHashMap<>();

    /**
     * Runs the agent until its process is ended.
     *
     * @return exit code: 1 it could not start, 2 wrong options
     */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new AgentCommand());
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            String text = failure instanceof GodwitException known
                    ? known.code() + ": " + known.getMessage() + " " + known.hint()
                    : String.valueOf(failure.getMessage());
            where.getErr().println(text);
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentIdentity identity = AgentIdentity.exists(dataDir) ? AgentIdentity.read(dataDir) : enrolled();
        if (!identity.enrolment().location().equalsIgnoreCase(location)) {
            throw GodwitException.invalid(
                    "AGENT_LOCATION_INVALID",
                    "This agent is enrolled at " + identity.enrolment().location() + ", not at " + location + ".",
                    "Give that location, or another --data-dir and a new token.");
        }
        SpringApplicationBuilder application = new SpringApplicationBuilder(AgentApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(AgentIdentity.class, () -> identity));
        // as arguments, which no configuration file of a server in the same directory overrides
        application.run(settings(identity).entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new));
        LOG.info(
                "Agent {} serves {}",
                identity.enrolment().name(),
                identity.enrolment().location());
        new CountDownLatch(1).await(); // until the process is ended
        return CommandLine.ExitCode.OK;
    }

    private AgentIdentity enrolled() throws IOException, InterruptedException {
        String given = token != null ? token : System.getenv("GODWIT_AGENT_TOKEN");
        if (server == null || given == null) {
            throw GodwitException.invalid(
                    "AGENT_NOT_ENROLLED",
                    "This agent is not enrolled yet.",
                    "Give --server and --token; an administrator makes a token with" + " POST /api/v1/agent-locations/"
                            + location + "/enrolments.");
        }
        AgentIdentity identity = Enrolment.at(server, given, location, name == null ? host() : name, version(null));
        identity.write(dataDir);
        return identity;
    }

    private Map<String, Object> settings(AgentIdentity identity) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("spring.config.name", "godwit-agent");
        settings.put("spring.datasource.url", identity.enrolment().databaseUrl());
        settings.put("spring.datasource.username", identity.enrolment().databaseUser());
        settings.put("spring.datasource.password", identity.databasePassword());
        settings.put("spring.datasource.hikari.maximum-pool-size", points + 4);
        settings.put("spring.datasource.hikari.initialization-fail-timeout", -1);
        if (identity.enrolment()
                .databaseUrl()
                .startsWith("jdbc:sqlserver:")) { // a link that died in silence is given up
            settings.put("spring.datasource.hikari.data-source-properties.socketTimeout", SOCKET_TIMEOUT_MILLIS);
        }
        settings.put("godwit.agent.points", points);
        settings.put("godwit.agent.megabytes-per-second", megabytesPerSecond);
        settings.put("godwit.data-dir", dataDir.toString());
        settings.put("logging.pattern.correlation", "%X{correlationId:--} ");
        settings.put(
                "logging.file.name",
                dataDir.resolve("logs").resolve("agent.log").toString());
        if (!contentRoots.isEmpty()) {
            settings.put(
                    "godwit.content.roots",
                    contentRoots.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
        settings.putAll(properties);
        return settings;
    }

    static String version(@Nullable BuildProperties build) {
        String stated = build == null ? AgentCommand.class.getPackage().getImplementationVersion() : build.getVersion();
        return stated == null ? "unknown" : stated;
    }

    private static String host() throws UnknownHostException {
        return InetAddress.getLocalHost().getHostName();
    }
}
