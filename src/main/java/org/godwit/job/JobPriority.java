package org.godwit.job;

import com.github.kagkarlsson.scheduler.task.Priority;

/** Which job begins first when there are more than the nodes can run at a time. */
public enum JobPriority {
    LOW(Priority.LOW),
    NORMAL(Priority.MEDIUM),
    HIGH(Priority.HIGH);

    private final int taskPriority;

    JobPriority(int taskPriority) {
        this.taskPriority = taskPriority;
    }

    /** As the scheduler compares it. */
    int taskPriority() {
        return taskPriority;
    }
}
