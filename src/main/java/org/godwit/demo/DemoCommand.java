package org.godwit.demo;

import java.security.SecureRandom;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** The command {@code demo}: starts a server, and lets it migrate a sample source site. */
public final class DemoCommand {

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int PASSWORD_LENGTH = 20;

    private DemoCommand() {}

    /**
     * Starts the server and runs the demo in it; returns when the demo is over and the server stays up.
     *
     * @param server the server to start
     * @param args Spring properties as {@code --name=value}; they win over the demo's own
     */
    public static void run(SpringApplication server, String... args) {
        Terminal terminal = Terminal.standard();
        terminal.heading("Godwit demo: one hierarchy migrated and verified");
        String password = randomPassword();
        server.setBannerMode(Banner.Mode.OFF);
        server.setLogStartupInfo(false);
        server.setDefaultProperties(Map.of(
                "godwit.demo.enabled",
                true,
                "godwit.demo.password",
                password,
                "godwit.bootstrap-admin-password",
                password,
                "godwit.network.allow-loopback",
                true,
                "logging.threshold.console",
                "off",
                "logging.file.name",
                "${godwit.data-dir}/logs/godwit.log"));
        Terminal.Line line = terminal.begin("Server");
        ConfigurableApplicationContext context;
        try {
            context = server.run(args);
        } catch (RuntimeException e) {
            line.failed("does not start: " + cause(e));
            System.exit(1);
            return;
        }
        Demo demo = context.getBean(Demo.class);
        line.done(demo.address());
        demo.run(terminal);
    }

    private static String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            if (cause instanceof PortInUseException inUse) {
                return "port " + inUse.getPort() + " is in use; give another one with --server.port=…";
            }
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static String randomPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
