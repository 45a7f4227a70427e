package org.godwit.maintenance;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.godwit.shared.GodwitException;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Brings the schema forward, and refuses one that a newer version of the server has made: it would be misread. */
@Component
class SchemaGuard implements FlywayMigrationStrategy {

    private static final List<MigrationState> NEWER =
            List.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    /** @throws GodwitException {@code DATABASE_NEWER} */
    @Override
    public void migrate(Flyway flyway) {
        MigrationInfo[] applied = flyway.info().applied();
        MigrationInfo newest = Arrays.stream(applied)
                .filter(info -> NEWER.contains(info.getState()))
                .reduce((one, next) -> next)
                .orElse(null);
        if (newest != null) {
            throw GodwitException.refused(
                    "DATABASE_NEWER",
                    "The database was brought to schema " + newest.getVersion() + " (" + newest.getDescription()
                            + ") by a newer version of Godwit than this one.",
                    "Start that version or a newer one; to go back, restore the backup taken before the upgrade.");
        }
        flyway.migrate();
    }
}
