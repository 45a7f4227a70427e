package org.godwit.job;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.schedule.ScheduleQueries;
import org.godwit.schedule.Workload;
import org.springframework.stereotype.Component;

/**
 * The places in which this node executes runs, {@link JobProperties#sideBySide} of them. A run that finds none free, or one
 * that is more urgent waiting as well, tries again a moment later.
 */
@Component
class RunPlaces {

    /** How long a run waits before it tries again. */
    static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final ScheduleQueries schedule;
    private final Workload.Probe probe;
    private final int places;
    private final Clock clock;
    private final Set<String> taken = new HashSet<>();

    RunPlaces(ScheduleQueries schedule, Workload.Probe probe, JobProperties properties, Clock clock) {
        this.schedule = schedule;
        this.probe = probe;
        this.places = properties.sideBySide();
        this.clock = clock;
    }

    /**
     * Takes a place, to be given back.
     *
     * @param instance the execution of the run, as scheduled
     * @return false if it has to wait
     */
    synchronized boolean take(String instance, JobPriority priority) {
        if (taken.size() >= places) {
            return false;
        }
        List<String> urgent = schedule.moreUrgent(
                JobTasks.RUN,
                priority.taskPriority(),
                clock.instant().plus(AGAIN_AFTER),
                probe.now().node());
        return taken.containsAll(urgent) && taken.add(instance);
    }

    synchronized void giveBack(String instance) {
        taken.remove(instance);
    }
}
