package org.godwit.content;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** From package media. */
class MediaFaultTest extends FaultSuite {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final MediaKey KEY = MediaKey.random(new SecureRandom());

    @TempDir
    private static Path dir;

    @Override
    int cases() {
        return Integer.getInteger("fault.cases", 2);
    }

    @Override
    Path place(String name) {
        return dir.resolve(name);
    }

    @Override
    void write() throws IOException {
        super.write();
        new MediaWriter(
                        new DirectoryStore(place("media")),
                        KEY,
                        UUID.randomUUID().toString(),
                        TransferOptions.standard())
                .write(
                        List.of(new PackageRequest("PK100000", new DirectoryStore(place(SOURCE)), List.of())),
                        NOW,
                        Duration.ofDays(1));
    }

    @Override
    ContentSource source() throws IOException {
        return MediaSource.open(new DirectoryStore(place("media")), KEY, NOW);
    }

    @Override
    ContentTarget target(String name) {
        return new DirectoryStore(place(name));
    }
}
