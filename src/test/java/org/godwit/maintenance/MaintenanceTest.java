package org.godwit.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.schedule.Workload;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Read-only maintenance: looking works, changing does not, and the schedule begins nothing. */
@IntegrationTest
class MaintenanceTest {

    private static final RequestPostProcessor ADMIN = httpBasic("admin", "Test-Admin-Passw0rd");

    @Autowired
    MockMvc mvc;

    @Autowired
    MaintenanceSwitch modeSwitch;

    @Autowired
    Workload.Probe workload;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Retention.Purge purge;

    @Autowired
    GodwitProperties server;

    @AfterEach
    void end() throws Exception {
        set("{\"readOnly\":false}").andExpect(status().isOk());
    }

    @Test
    void readingWorksAndChangingDoesNot() throws Exception {
        set("{\"readOnly\":true,\"reason\":\"SQL Server is being patched until 03:00\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.readOnly").value(true))
                .andExpect(jsonPath("$.by").value("admin"));
        mvc.perform(get("/api/v1/source-hierarchies").with(ADMIN)).andExpect(status().isOk());
        mvc.perform(post("/api/v1/clients/assignments")
                        .with(ADMIN)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"smsId\":\"GUID:6F1C0D2A-1111-2222-3333-444455556666\",\"siteCode\":\"GDW\"}"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "60"))
                .andExpect(jsonPath("$.code").value("MAINTENANCE"))
                .andExpect(jsonPath("$.detail").value(org.hamcrest.Matchers.containsString("patched until 03:00")));
        mvc.perform(post("/jobs").with(ADMIN)).andExpect(status().isServiceUnavailable());
        mvc.perform(post("/api/v1/audit-events/verify").with(ADMIN)).andExpect(status().isOk());
        set("{\"readOnly\":false}").andExpect(status().isOk());
        mvc.perform(post("/api/v1/clients/assignments")
                        .with(ADMIN)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"smsId\":\"GUID:6F1C0D2A-1111-2222-3333-444455556666\",\"siteCode\":\"GDW\"}"))
                .andExpect(status().isCreated());
    }

    @Test
    void theConsoleBeginsAndEndsItAndGivesBackupsAway() throws Exception {
        mvc.perform(post("/operate/maintenance").with(csrf()).param("readOnly", "true"))
                .andExpect(redirectedUrl("/login"));
        Cookie session = signedIn();
        mvc.perform(post("/operate/maintenance")
                        .cookie(session)
                        .with(csrf())
                        .param("readOnly", "true")
                        .param("reason", "Upgrade until 03:00"))
                .andExpect(redirectedUrl("/operate"));
        mvc.perform(get("/operate").cookie(session))
                .andExpect(status().isOk())
                .andExpect(content().string(org.hamcrest.Matchers.containsString("Upgrade until 03:00")));
        mvc.perform(post("/migration-jobs").cookie(session).with(csrf())).andExpect(status().isServiceUnavailable());
        mvc.perform(post("/operate/backups").cookie(session).with(csrf())).andExpect(redirectedUrl("/operate"));
        mvc.perform(post("/operate/maintenance").cookie(session).with(csrf()).param("readOnly", "false"))
                .andExpect(redirectedUrl("/operate"));
        assertThat(modeSwitch.reason()).isNull();
        String page = mvc.perform(get("/operate").cookie(session))
                .andReturn()
                .getResponse()
                .getContentAsString();
        Matcher file =
                Pattern.compile("/operate/backups/(godwit-\\S+-keys\\.zip)\"").matcher(page);
        assertThat(file.find()).isTrue();
        MvcResult download = mvc.perform(
                        get("/operate/backups/" + file.group(1)).cookie(session))
                .andExpect(status().isOk())
                .andReturn();
        mvc.perform(asyncDispatch(download))
                .andExpect(content()
                        .bytes(Files.readAllBytes(
                                server.dataDir().resolve("backups").resolve(file.group(1)))));
        for (String hostile : List.of("audit.key", "godwit-20260101T000000Z-keys.zip", "..%2Faudit.key")) {
            assertThat(mvc.perform(get(URI.create("/operate/backups/" + hostile))
                                    .cookie(session))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .as(hostile)
                    .isIn(400, 404);
        }
        Files.delete(server.dataDir().resolve("backups").resolve(file.group(1)));
    }

    private Cookie signedIn() throws Exception {
        return Objects.requireNonNull(mvc.perform(
                        post("/login").with(csrf()).param("username", "admin").param("password", "Test-Admin-Passw0rd"))
                .andReturn()
                .getResponse()
                .getCookie("SESSION"));
    }

    @Test
    void theScheduleBeginsNothingMeanwhile() throws Exception {
        set("{\"readOnly\":true,\"reason\":\"upgrade\"}").andExpect(status().isOk());
        await().atMost(Duration.ofSeconds(30)).until(() -> workload.now().running() == 0);
        jdbc.update(
                "UPDATE scheduled_tasks SET execution_time = ? WHERE task_name = 'alert-watch'",
                java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusSeconds(5));
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> due() == 1);
        set("{\"readOnly\":false}").andExpect(status().isOk());
        await().atMost(Duration.ofSeconds(30)).until(() -> due() == 0);
    }

    @Test
    void anotherNodeFollows() {
        jdbc.update("UPDATE maintenance_mode SET read_only = 1, reason = 'said elsewhere' WHERE id = 1");
        await().atMost(Duration.ofSeconds(30)).until(() -> "said elsewhere".equals(modeSwitch.reason()));
        jdbc.update("UPDATE maintenance_mode SET read_only = 0, reason = '' WHERE id = 1");
        await().atMost(Duration.ofSeconds(30)).until(() -> modeSwitch.reason() == null);
    }

    @Test
    void maintenanceNeedsAReasonAndTheRight() throws Exception {
        set("{\"readOnly\":true,\"reason\":\" \"}").andExpect(status().isBadRequest());
        mvc.perform(put("/api/v1/maintenance")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"readOnly\":true,\"reason\":\"x\"}"))
                .andExpect(status().isUnauthorized());
    }

    /** The database under test is in memory or elsewhere: the backup says that it is not in it. */
    @Test
    void aBackupHoldsTheKeysForTheirOwnerOnly() throws Exception {
        mvc.perform(post("/api/v1/backups").with(ADMIN))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.database").value(false))
                .andExpect(jsonPath("$.note").isNotEmpty());
        try (var files = Files.list(server.dataDir().resolve("backups"))) {
            Path keys = files.findFirst().orElseThrow();
            assertThat(Files.getPosixFilePermissions(keys)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            Path restored = server.dataDir().resolve("restored");
            KeyArchive.restore(keys, restored);
            assertThat(restored.resolve("audit.key"))
                    .hasSameBinaryContentAs(server.dataDir().resolve("audit.key"));
        }
    }

    @Test
    void whatIsOldIsPurgedAndNothingElse() {
        java.time.OffsetDateTime old =
                java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusDays(400);
        String insert = "INSERT INTO alert (kind, severity, subject_type, subject_id, message, occurrences, first_at,"
                + " last_at, acknowledged_at, open_key) VALUES ('JOB_FAILED', 'WARNING', 'TEST', ?, 'm', 1, ?, ?, ?, ?)";
        jdbc.update(insert, "old-done", old, old, old, "old-done");
        jdbc.update(insert, "old-open", old, old, null, "old-open");
        jdbc.update(insert, "new-done", old, old, old.plusDays(390), "new-done");
        for (int number = 1; number <= 13; number++) {
            jdbc.update(
                    "INSERT INTO gathering (hierarchy_id, number, status, progress_done, progress_total, attempt, sites,"
                            + " objects, clients, blocked, packages, distribution_points, added, modified, removed, requested_by,"
                            + " started_at, finished_at) VALUES (-7, ?, 'FAILED', 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'x', ?, ?)",
                    number,
                    old,
                    old);
        }
        jdbc.update(
                "INSERT INTO gathering_state (hierarchy_id, status, last_number, requested_by, stop_requested, again)"
                        + " VALUES (-7, 'FAILED', 13, 'x', 0, 0)");
        String transfer =
                "INSERT INTO content_transfer (job_id, run_id, hierarchy_id, package_id, distribution_point_id,"
                        + " status, attempts, files, bytes, bytes_moved, bytes_saved, finished_at)"
                        + " VALUES (-7, -7, -7, ?, -7, ?, 1, 0, 0, 0, 0, ?)";
        jdbc.update(transfer, "OLD", "COMPLETED", old);
        jdbc.update(transfer, "NEW", "COMPLETED", old.plusDays(390));
        jdbc.update(transfer, "AGAIN", "RUNNING", old);
        purge.run();
        assertThat(jdbc.queryForList("SELECT package_id FROM content_transfer WHERE run_id = -7", String.class))
                .containsExactlyInAnyOrder("NEW", "AGAIN");
        jdbc.update("DELETE FROM content_transfer WHERE run_id = -7");
        assertThat(jdbc.queryForList(
                        "SELECT subject_id FROM alert WHERE subject_type = 'TEST'"
                                + " AND subject_id IN ('old-done', 'old-open', 'new-done')",
                        String.class))
                .containsExactlyInAnyOrder("old-open", "new-done");
        assertThat(jdbc.queryForList(
                        "SELECT number FROM gathering WHERE hierarchy_id = -7 ORDER BY number", Integer.class))
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        jdbc.update("DELETE FROM gathering WHERE hierarchy_id = -7");
        jdbc.update("DELETE FROM gathering_state WHERE hierarchy_id = -7");
        jdbc.update("DELETE FROM alert WHERE subject_id IN ('old-open', 'new-done')");
    }

    private long due() {
        Long due = jdbc.queryForObject(
                "SELECT COUNT(*) FROM scheduled_tasks WHERE task_name = 'alert-watch' AND execution_time < ?",
                Long.class,
                java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC));
        return due == null ? 0 : due;
    }

    private org.springframework.test.web.servlet.ResultActions set(String body) throws Exception {
        return mvc.perform(put("/api/v1/maintenance")
                .with(ADMIN)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }
}
