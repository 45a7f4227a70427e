package org.godwit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.godwit.Godwit;
import org.godwit.testing.MovableClock;
import org.springframework.boot.SpringApplication;

/** The server with a clock that is put forward by as many seconds as a line on its standard input says. */
public final class SoakServer {

    private SoakServer() {}

    public static void main(String[] args) throws IOException {
        SpringApplication application = new SpringApplication(Godwit.class);
        MovableClock clock = new MovableClock(Clock.systemUTC());
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("forward", clock));
        application.run(args);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                clock.forward(Duration.ofSeconds(Long.parseLong(line.strip())));
            }
        }
        System.exit(0); // whoever started it is gone
    }
}
