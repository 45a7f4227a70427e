package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.testing.H2Databases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The database itself lets go what was sealed and marked as removed, and nothing else. */
class AuditRemovalTest {

    private static final int SEGMENT = 5;

    @TempDir
    Path dataDir;

    String newDatabase() {
        return H2Databases.newInMemory();
    }

    String vendor() {
        return "h2";
    }

    @Test
    void onlyASealedAndRemovedSegmentGoes() {
        DataSource database = new DriverManagerDataSource(newDatabase());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        AuditFixture audit = new AuditFixture(jdbc, dataDir, SEGMENT);
        for (int i = 0; i < 2 * SEGMENT; i++) {
            audit.trail.recordApart(AuditEntry.success("TEST_DONE", "TEST", i, null));
        }
        refused(jdbc, "DELETE FROM audit_event WHERE seq = 1");
        seal(audit);
        refused(jdbc, "DELETE FROM audit_event WHERE seq = 1");
        refused(jdbc, "DELETE FROM audit_event");
        ActingAs.actor(Actor.SYSTEM, () -> audit.segments.remove(1));
        assertThat(jdbc.queryForObject("SELECT MIN(seq) FROM audit_event", Integer.class))
                .isEqualTo(SEGMENT + 1);
        refused(jdbc, "DELETE FROM audit_event");
        refused(jdbc, "DELETE FROM audit_event WHERE seq <= " + (SEGMENT + 1));
        refused(jdbc, "UPDATE audit_event SET actor = 'x' WHERE seq = " + (SEGMENT + 1));
        refused(jdbc, "UPDATE audit_event SET seq = 1 WHERE seq = " + (SEGMENT + 1));
        assertThat(audit.service(event -> {}).verify().firstBroken()).isNull();
        AuditSegment second = seal(audit);
        ActingAs.actor(Actor.SYSTEM, () -> audit.segments.remove(second.first()));
        assertThat(audit.service(event -> {}).verify().removed()).isEqualTo(2 * SEGMENT);
    }

    private static AuditSegment seal(AuditFixture audit) {
        return ActingAs.actor(
                Actor.SYSTEM, () -> audit.segments.seal(Instant.now().plusSeconds(60)));
    }

    private static void refused(JdbcTemplate jdbc, String sql) {
        long before =
                java.util.Objects.requireNonNull(jdbc.queryForObject("SELECT COUNT(*) FROM audit_event", Long.class));
        assertThatThrownBy(() -> jdbc.update(sql))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("can only be added");
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM audit_event", Long.class))
                .isEqualTo(before);
    }
}
