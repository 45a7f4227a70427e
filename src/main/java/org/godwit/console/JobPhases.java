package org.godwit.console;

import java.util.ArrayList;
import java.util.List;
import org.godwit.job.JobSchedule;
import org.godwit.job.JobStatus;
import org.godwit.job.MigrationJob;
import org.jspecify.annotations.Nullable;

/** How far each phase of a job's newest run is. */
final class JobPhases {

    private static final List<String> ORDER =
            List.of("PLAN", "BLOCKED_CLIENTS", "OBJECTS", "CLIENTS", "CONTENT", "TAKEOVER", "VERIFY");

    private static final String TAKEOVER = "TAKEOVER";

    private JobPhases() {}

    enum State {
        DONE,
        NOW,
        NEXT,
        LEFT
    }

    /**
     * One phase.
     *
     * @param state LEFT for the one that the run ended in without finishing
     * @param done share that is done, in thousandths
     * @param bar when it was; null if it has not begun
     */
    record Phase(String name, State state, long done, JobTimeline.@Nullable Bar bar) {}

    /** Created to start at once, and not begun yet: its plan waits for approval. */
    static boolean waiting(MigrationJob job) {
        return job.status() == JobStatus.NOT_STARTED
                && job.schedule().when() == JobSchedule.When.NOW
                && job.runs() == 0;
    }

    static List<Phase> of(MigrationJob job, List<JobTimeline.Bar> timeline) {
        MigrationJob.Progress progress = job.progress();
        if (progress == null) {
            return List.of();
        }
        List<String> order = ORDER.stream()
                .filter(name -> !name.equals(TAKEOVER) || job.select().takeover() != null)
                .toList();
        int now = order.indexOf(progress.phase());
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i);
            JobTimeline.Bar bar = timeline.stream()
                    .filter(b -> b.phase().equals(name))
                    .findFirst()
                    .orElse(null);
            State state = i < now || job.status() == JobStatus.COMPLETED
                    ? State.DONE
                    : i > now ? State.NEXT : job.status() == JobStatus.RUNNING ? State.NOW : State.LEFT;
            phases.add(new Phase(name, state, done(state, progress), bar));
        }
        return phases;
    }

    private static long done(State state, MigrationJob.Progress progress) {
        if (state == State.DONE) {
            return 1000;
        }
        if (state == State.NEXT) {
            return 0;
        }
        return progress.bytesTotal() > 0
                ? share(progress.bytesDone(), progress.bytesTotal())
                : share(progress.done(), progress.total());
    }

    private static long share(long part, long whole) {
        return whole <= 0 ? 0 : Math.min(1000, Math.round(1000.0 * part / whole));
    }
}
