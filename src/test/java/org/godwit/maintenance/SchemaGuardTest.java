package org.godwit.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.Flyway;
import org.godwit.shared.GodwitException;
import org.godwit.testing.H2Databases;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A schema from the future is left alone. */
class SchemaGuardTest {

    private final DriverManagerDataSource database = new DriverManagerDataSource(H2Databases.newInMemory());
    private final Flyway flyway = Flyway.configure()
            .dataSource(database)
            .locations("classpath:db/migration", "classpath:db/vendor/h2")
            .load();

    @Test
    void aNewerSchemaIsRefusedWithASentence() {
        new SchemaGuard().migrate(flyway);
        new SchemaGuard().migrate(flyway); // nothing to do is no error
        new JdbcTemplate(database)
                .update("INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
                        + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                        + " VALUES (9999, '9999', 'what is to come', 'SQL', 'V9999__x.sql', 'later', 1, TRUE)");
        assertThatThrownBy(() -> new SchemaGuard().migrate(flyway)).isInstanceOfSatisfying(GodwitException.class, e -> {
            assertThat(e.code()).isEqualTo("DATABASE_NEWER");
            assertThat(e.getMessage()).contains("9999", "what is to come");
            FailureAnalysis said = new StartFailureAnalyzer().analyze(new IllegalStateException(e));
            assertThat(said.getDescription()).startsWith("DATABASE_NEWER: ");
            assertThat(said.getAction()).contains("restore the backup");
        });
    }
}
