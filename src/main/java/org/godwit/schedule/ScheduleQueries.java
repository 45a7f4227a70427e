package org.godwit.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the schedule's table. */
@Component
public class ScheduleQueries {

    /**
     * A task that a node has taken and not yet given back.
     *
     * @param node who has it, as {@link Workload#node()}
     * @param lastHeartbeat when the node last said that it goes on; null if it has not yet
     */
    public record Taken(
            String node,
            String task,
            String instance,
            @Nullable Instant lastHeartbeat) {}

    private final JdbcClient jdbc;

    ScheduleQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What all nodes have in hand, by task and instance. */
    public List<Taken> taken() {
        return jdbc.sql("""
                        SELECT picked_by, task_name, task_instance, last_heartbeat FROM scheduled_tasks
                        WHERE picked = 1 ORDER BY task_name, task_instance""")
                .query((row, n) -> {
                    OffsetDateTime beat = row.getObject("last_heartbeat", OffsetDateTime.class);
                    return new Taken(
                            row.getString("picked_by"),
                            row.getString("task_name"),
                            row.getString("task_instance"),
                            beat == null ? null : beat.toInstant());
                })
                .list();
    }

    /**
     * Instances of a task with a greater priority that are due until then and that nobody executes, or only this node.
     *
     * @param node this node, as {@link Workload#node()}
     */
    public List<String> moreUrgent(String task, int priority, Instant until, String node) {
        return jdbc.sql("""
                        SELECT task_instance FROM scheduled_tasks
                        WHERE task_name = :task AND priority > :priority AND execution_time <= :until
                            AND (picked = 0 OR picked_by = :node)""")
                .param("task", task)
                .param("priority", priority)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("node", node)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** How many executions should have begun before the given moment and have not: no node has a thread for them. */
    public long overdueSince(Instant moment) {
        return jdbc.sql("SELECT COUNT(*) FROM scheduled_tasks WHERE picked = 0 AND execution_time < ?")
                .param(moment.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }
}
