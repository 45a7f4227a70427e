package org.godwit;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one entry point of the jar: the first argument says in which role it runs. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Godwit {

    public static void main(String[] args) {
        String role = args.length == 0 || args[0].startsWith("--") ? "server" : args[0];
        String[] rest = role.equals(args.length == 0 ? "" : args[0]) ? Arrays.copyOfRange(args, 1, args.length) : args;
        switch (role) {
            case "server" -> SpringApplication.run(Godwit.class, rest);
            default -> {
                System.err.println("Unknown command '" + role + "'. Known: server.");
                System.exit(2);
            }
        }
    }
}
