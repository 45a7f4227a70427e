package org.godwit;

import java.util.Arrays;
import org.godwit.agent.process.AgentCommand;
import org.godwit.cli.GodwitCli;
import org.godwit.demo.DemoCommand;
import org.godwit.maintenance.RestoreCommand;
import org.godwit.monitoring.MigrationLog;
import org.godwit.sample.SampleSiteCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** The one entry point of the jar: the first argument says what it is to be. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class) // modules name classes freely
@ConfigurationPropertiesScan
public class Godwit {

    private static final String COMMANDS =
            "server, agent, demo, sample-site, restore, and godwit --help shows those of the command line";

    static {
        // H2 would look up every text it reads in a cache of values, which at millions of rows costs more than it
        // spares
        System.setProperty("h2.objectCache", System.getProperty("h2.objectCache", "false"));
    }

    public static void main(String[] args) {
        if (args.length > 0 && GodwitCli.COMMANDS.contains(args[0])) {
            System.exit(GodwitCli.run(args));
        }
        boolean named = args.length > 0 && !args[0].startsWith("--");
        String command = named ? args[0] : "server";
        String[] rest = named ? Arrays.copyOfRange(args, 1, args.length) : args;
        switch (command) {
            case "server" -> application().run(rest);
            case "agent" -> System.exit(AgentCommand.run(rest));
            case "demo" -> DemoCommand.run(application(), rest);
            case "sample-site" -> System.exit(SampleSiteCommand.run(rest));
            case "restore" -> System.exit(RestoreCommand.run(rest));
            default -> {
                System.err.println("Unknown command '" + command + "'. Known: " + COMMANDS + ".");
                System.exit(2);
            }
        }
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Godwit.class);
        application.addInitializers(new AbsoluteDataDirectory());
        application.addListeners(new MigrationLog());
        return application;
    }
}
