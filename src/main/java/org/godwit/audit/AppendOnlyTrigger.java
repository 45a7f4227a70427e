package org.godwit.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to change or delete audit events in the embedded database; on SQL Server the table itself does. Only what lies in
 * a sealed segment that is marked as removed may go.
 */
public final class AppendOnlyTrigger implements Trigger {

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        if (before == null
                || after != null
                || !(before[0] instanceof Long sequence)
                || !removable(connection, sequence)) {
            throw new SQLException("Audit events can only be added.");
        }
    }

    private static boolean removable(Connection connection, long sequence) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT 1 FROM audit_segment WHERE removed_at IS NOT NULL AND first_seq <= ? AND last_seq >= ?")) {
            query.setLong(1, sequence);
            query.setLong(2, sequence);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }
}
