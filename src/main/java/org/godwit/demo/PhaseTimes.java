package org.godwit.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.job.JobEvent;
import org.jspecify.annotations.Nullable;

/** How long the phases of a job's last run took, from its events. A phase that was interrupted counts with the gap. */
final class PhaseTimes {

    private final Map<String, Duration> phases = new HashMap<>();

    PhaseTimes(List<JobEvent> events, int run, @Nullable Instant end) {
        JobEvent last = null;
        for (JobEvent event : events) {
            if (event.run() == run && event.code().equals("PHASE_STARTED")) {
                add(last, event.at());
                last = event;
            }
        }
        if (end != null) {
            add(last, end);
        }
    }

    private void add(@Nullable JobEvent phase, Instant end) {
        if (phase != null && end.isAfter(phase.at())) {
            phases.merge(phase.message(), Duration.between(phase.at(), end), Duration::plus);
        }
    }

    /** What is done in a second, over these phases together; 0 if they took no time that was noted. */
    double perSecond(long amount, String... names) {
        double seconds = 0;
        for (String name : names) {
            seconds += phases.getOrDefault(name, Duration.ZERO).toNanos() / 1e9;
        }
        return seconds == 0 ? 0 : amount / seconds;
    }
}
