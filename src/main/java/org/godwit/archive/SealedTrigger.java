package org.godwit.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to add to, change or delete the parts of a sealed archive in the embedded database; on SQL Server a trigger of its
 * own does.
 */
public final class SealedTrigger implements Trigger {

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        @Nullable Object @Nullable [] row = before == null ? after : before;
        if (row == null || row[0] == null) {
            return;
        }
        try (PreparedStatement sealed =
                connection.prepareStatement("SELECT 1 FROM archive_source_audit WHERE id = ? AND status = 'SEALED'")) {
            sealed.setObject(1, row[0]);
            try (ResultSet found = sealed.executeQuery()) {
                if (found.next()) {
                    throw new SQLException("A sealed archive never changes.");
                }
            }
        }
    }
}
