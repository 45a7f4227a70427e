package org.godwit.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.godwit.testing.H2Databases;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The first release's schema, with rows in it, is brought to the newest one; on each database. */
class SchemaForwardTest {

    private static final String FIRST_RELEASE = "200";

    String newDatabase() {
        return H2Databases.newInMemory();
    }

    String vendor() {
        return "h2";
    }

    @Test
    void rowsOfTheFirstReleaseSurvive() {
        DriverManagerDataSource database = new DriverManagerDataSource(newDatabase());
        JdbcTemplate jdbc = new JdbcTemplate(database);
        flyway(database).target(FIRST_RELEASE).load().migrate();
        OffsetDateTime at = OffsetDateTime.parse("2026-11-20T00:00:00Z");
        String columns =
                "INSERT INTO alert (kind, severity, subject_type, subject_id, message, occurrences, first_at, last_at";
        String open = columns + ") VALUES ('JOB_FAILED', 'WARNING', 'MIGRATION_JOB', ?, 'm', 1, ?, ?)";
        jdbc.update(open, "1", at, at);
        jdbc.update(open, "1", at, at); // could happen then
        jdbc.update(
                columns + ", acknowledged_at) VALUES ('JOB_FAILED', 'WARNING', 'MIGRATION_JOB', ?, 'm', 1, ?, ?, ?)",
                "1",
                at,
                at,
                at);
        jdbc.update(open, "2", at, at);
        jdbc.update(
                "INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, [version])"
                        + " VALUES ('gathering', '1', 0x7b7d, ?, 0, 1)",
                at);

        flyway(database).load().migrate();

        assertThat(jdbc.queryForList("SELECT open_key FROM alert ORDER BY id", String.class))
                .containsExactly("1", "JOB_FAILED|MIGRATION_JOB|1", "3", "JOB_FAILED|MIGRATION_JOB|2");
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM scheduled_tasks", Long.class))
                .isEqualTo(1);
        assertThat(flyway(database).load().info().pending()).isEmpty();
    }

    private FluentConfiguration flyway(DriverManagerDataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor());
    }
}
