package org.godwit.job;

import java.util.List;
import java.util.Objects;
import org.godwit.shared.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Phase OBJECTS: the items of the plan one by one, each in its own transaction; one that fails does not stop the others. */
@Component
class ObjectsPhase {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectsPhase.class);
    private static final int CHUNK = 200;

    private final PlanStore plans;
    private final RunItemStore items;
    private final ItemWriter writer;

    ObjectsPhase(PlanStore plans, RunItemStore items, ItemWriter writer) {
        this.plans = plans;
        this.items = items;
        this.writer = writer;
    }

    /** @return false if it ended early because a stop was requested */
    boolean run(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        long planId = Objects.requireNonNull(run.planId(), "objects are done after planning");
        JobSettings settings = job.settings();
        List<Integer> open = items.open(run.id());
        long done = 0;
        for (int from = 0; from < open.size(); from += CHUNK) {
            List<Integer> chunk = open.subList(from, Math.min(open.size(), from + CHUNK));
            for (PlannedItem item : plans.items(planId, chunk)) {
                if (control.stopRequested()) {
                    return false;
                }
                one(run, job, settings, item);
                control.progress(Phase.OBJECTS.name(), ++done, open.size());
            }
        }
        return true;
    }

    private void one(RunStore.Run run, MigrationJobEntity job, JobSettings settings, PlannedItem item) {
        try {
            writer.execute(run, job, settings, item);
        } catch (RuntimeException e) {
            LOG.warn("Job {} could not do {}", job.id(), ItemWriter.words(item), e);
            writer.failed(run, job, item, RunFailure.of(e));
        }
    }
}
