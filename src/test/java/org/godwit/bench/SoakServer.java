package org.godwit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.Godwit;
import org.springframework.boot.SpringApplication;

/** The server with a clock that is put forward by as many seconds as a line on its standard input says. */
public final class SoakServer {

    private static final AtomicLong AHEAD_SECONDS = new AtomicLong();

    private SoakServer() {}

    public static void main(String[] args) throws IOException {
        SpringApplication application = new SpringApplication(Godwit.class);
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("forward", new Forward()));
        application.run(args);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                AHEAD_SECONDS.addAndGet(Long.parseLong(line.strip()));
            }
        }
        System.exit(0); // whoever started it is gone
    }

    private static final class Forward extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plus(Duration.ofSeconds(AHEAD_SECONDS.get()));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
