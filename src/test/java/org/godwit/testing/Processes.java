package org.godwit.testing;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that tests start. */
final class Processes {

    private static final long GRACE_S = 20;

    private Processes() {}

    /** Ends a program with all the processes it started, by force if they have not ended after 20 s, and waits until they have. */
    static void end(ProcessHandle program) {
        List<ProcessHandle> all =
                Stream.concat(program.descendants(), Stream.of(program)).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle process : all) {
            process.onExit()
                    .completeOnTimeout(process, GRACE_S, TimeUnit.SECONDS)
                    .join();
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
