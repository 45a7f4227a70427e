package org.godwit.agent.process;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import javax.sql.DataSource;

/**
 * Looks for due work of one task only. The engine by itself looks at all tasks and leaves out, by one parameter each, those it
 * has met and does not know: with many locations that is slow, and more parameters than SQL Server takes.
 */
public final class OwnPlaceOnly extends AutodetectJdbcCustomization {

    private final String condition;

    /** @param task name of the task, of letters, digits, and {@code @._-} only */
    public OwnPlaceOnly(DataSource dataSource, String task) {
        super(dataSource);
        if (!task.matches("[A-Za-z0-9@._-]+")) {
            throw new IllegalArgumentException("not a task of a location: " + task);
        }
        this.condition = " AND task_name = '" + task + "'";
    }

    @Override
    public String createSelectDueQuery(String table, int limit, String andCondition, boolean orderByPriority) {
        return super.createSelectDueQuery(table, limit, andCondition + condition, orderByPriority);
    }
}
