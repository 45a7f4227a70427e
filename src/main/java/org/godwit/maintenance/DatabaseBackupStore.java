package org.godwit.maintenance;

import java.nio.file.Path;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Asks the embedded database for a copy of itself while it works on. */
@Component
class DatabaseBackupStore {

    private final JdbcTemplate jdbc;

    DatabaseBackupStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the database is an H2 file of this server. */
    boolean embedded() {
        return Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            String url = connection.getMetaData().getURL();
            return url.startsWith("jdbc:h2:file:") || url.matches("jdbc:h2:[./~].*");
        }));
    }

    /** Writes a ZIP file with the database as one transaction sees it; writers are not held up. */
    void backup(Path zip) {
        jdbc.execute("BACKUP TO '" + zip.toString().replace("'", "''") + "'");
    }
}
