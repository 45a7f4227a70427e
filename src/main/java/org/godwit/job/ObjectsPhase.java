package org.godwit.job;

import java.util.List;
import java.util.Objects;
import org.godwit.shared.Chunks;
import org.godwit.shared.RunControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Phase OBJECTS: the items of the plan, some at a time in one transaction. If one of them cannot be written, each is tried
 * alone, so one that fails does not stop the others.
 */
@Component
class ObjectsPhase {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectsPhase.class);

    /** Few enough that a stop is heeded, and what others wait for is free again, within a fraction of a second. */
    private static final int CHUNK = 100;

    /** Jobs that bring the same objects may stand in each other's way; whoever is asked to step back tries again. */
    private static final int TRIES = 5;

    private final PlanStore plans;
    private final RunItemStore items;
    private final ChunkWriter writer;
    private final int chunk;

    @Autowired
    ObjectsPhase(PlanStore plans, RunItemStore items, ChunkWriter writer) {
        this(plans, items, writer, CHUNK);
    }

    ObjectsPhase(PlanStore plans, RunItemStore items, ChunkWriter writer, int chunk) {
        this.plans = plans;
        this.items = items;
        this.writer = writer;
        this.chunk = chunk;
    }

    /** @return false if it ended early because a stop was requested */
    boolean run(RunStore.Run run, MigrationJobEntity job, RunControl control) {
        long planId = Objects.requireNonNull(run.planId(), "objects are done after planning");
        List<Integer> open = items.open(run.id());
        int done = 0;
        for (List<Integer> positions : Chunks.of(open, chunk)) {
            if (control.stopRequested()) {
                return false;
            }
            write(run, job, plans.items(planId, positions));
            done += positions.size();
            control.progress(Phase.OBJECTS.name(), done, open.size());
        }
        return true;
    }

    private void write(RunStore.Run run, MigrationJobEntity job, List<PlannedItem> some) {
        try {
            tryOften(run, job, some);
        } catch (RuntimeException e) {
            if (some.size() > 1) {
                LOG.info("Job {} does {} objects one by one: {}", job.id(), some.size(), e.toString());
                some.forEach(item -> write(run, job, List.of(item)));
            } else {
                some.forEach(item -> {
                    LOG.warn("Job {} could not do {}", job.id(), item.words(), e);
                    writer.failed(run, job, item, RunFailure.of(e));
                });
            }
        }
    }

    private void tryOften(RunStore.Run run, MigrationJobEntity job, List<PlannedItem> some) {
        for (int tries = 1; ; tries++) {
            try {
                writer.execute(run, job, some);
                return;
            } catch (ConcurrencyFailureException e) {
                if (tries == TRIES) {
                    throw e;
                }
                LOG.debug("Job {} tries again: {}", job.id(), e.toString());
            }
        }
    }
}
