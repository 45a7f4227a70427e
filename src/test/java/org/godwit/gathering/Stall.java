package org.godwit.gathering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Called by a source's views while they are read: holds the server up for good in the phase its environment names, or makes the
 * source a slow one.
 */
public final class Stall {

    static final String PHASE = "STALL_PHASE";
    static final String FILE = "STALL_FILE";
    static final String MILLIS = "STALL_MILLIS";

    private Stall() {}

    /** @return 1, where it returns */
    public static int in(String phase) throws IOException {
        if (phase.equals(System.getenv(PHASE))) {
            Files.writeString(Path.of(System.getenv(FILE)), phase);
            while (true) {
                LockSupport.park();
            }
        }
        if (phase.equals("OBJECTS") && System.getenv(MILLIS) != null) {
            LockSupport.parkNanos(
                    Duration.ofMillis(Long.parseLong(System.getenv(MILLIS))).toNanos());
        }
        return 1;
    }
}
