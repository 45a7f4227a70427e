package org.godwit.bench;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.Protocol;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fills the schema with a large estate by set-based statements that H2 and SQL Server both run. */
final class ScaleEstate {

    static final int TRANSFERS_OF_A_POINT = 40;
    /** Every so many clients one is blocked. */
    static final int BLOCKED_EVERY = 33;

    private static final int CHUNK = 100_000;
    private static final String SMS_ID =
            "CONCAT('GUID:', RIGHT(CONCAT('00000000', CAST(%s AS VARCHAR(10))), 8), '-0000-4000-8000-000000000001')";

    private final JdbcTemplate jdbc;
    private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);

    ScaleEstate(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of client number 1, 2, … */
    static String smsId(long number) {
        return String.format(Locale.ROOT, "GUID:%08d-0000-4000-8000-000000000001", number);
    }

    void fill(long clients, int points, int locations, long run) {
        numbers();
        for (long from = 0; from < clients; from += CHUNK) {
            clients(from, Math.min(CHUNK, clients - from));
        }
        jdbc.update("""
                INSERT INTO distribution_point (name, site_code, location, created_at, modified_at, [version])
                SELECT CONCAT('DP', x), 'GDW', CONCAT('{"kind":"SMB","server":"dp', x, '","share":"SCCMContentLib$"}'), ?, ?, 0
                FROM bench_number WHERE x <= ?""", now, now, points);
        jdbc.update("""
                INSERT INTO agent_location (name, server_may_help, megabytes_per_second, points_at_a_time)
                SELECT CONCAT('BRANCH', x), 1, 0, 0 FROM bench_number WHERE x <= ?""", locations);
        jdbc.update("""
                INSERT INTO agent_location_point (distribution_point_id, location)
                SELECT id, CONCAT('BRANCH', 1 + id % ?) FROM distribution_point""", locations);
        jdbc.update("""
                INSERT INTO agent (name, location, public_key, database_user, enrolled_at, enrolled_by)
                SELECT CONCAT('agent', x), CONCAT('BRANCH', x), CAST(? AS VARBINARY(2000)), CONCAT('agent', x), ?, 'bench'
                FROM bench_number WHERE x <= ?""", Envelope.newKeys().getPublic().getEncoded(), now, locations);
        jdbc.update("""
                INSERT INTO agent_beat (agent_id, at, godwit_version, protocol, running, bytes_done, bytes_per_second,
                    in_maintenance)
                SELECT id, ?, '1', ?, 0, 0, 0, 0 FROM agent""", now, Protocol.NUMBER);
        agentsStay(jdbc);
        jdbc.update("""
                INSERT INTO content_transfer (job_id, run_id, hierarchy_id, package_id, distribution_point_id, status, attempts,
                    files, bytes, bytes_moved, bytes_saved)
                SELECT 1, ?, 1, CONCAT('PK', n.x), p.id, 'NOT_STARTED', 0, 0, 0, 0, 0
                FROM distribution_point p CROSS JOIN bench_number n WHERE n.x <= ?""", run, TRANSFERS_OF_A_POINT);
    }

    /** However long the rest takes, the agents count as there. */
    static void agentsStay(JdbcTemplate jdbc) {
        jdbc.update(
                "UPDATE agent_beat SET at = ?",
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
    }

    /** 1 to {@value #CHUNK}, from which everything else is multiplied. */
    private void numbers() {
        jdbc.execute("CREATE TABLE bench_number (x BIGINT NOT NULL, CONSTRAINT pk_bench_number PRIMARY KEY (x))");
        jdbc.update("INSERT INTO bench_number (x) VALUES (1)");
        for (int there = 1; there < CHUNK; there *= 2) {
            jdbc.update(
                    "INSERT INTO bench_number (x) SELECT x + ? FROM bench_number WHERE x <= ?", there, CHUNK - there);
        }
    }

    private void clients(long after, long count) {
        String number = after + " + x";
        String id = String.format(Locale.ROOT, SMS_ID, number);
        jdbc.update(
                "INSERT INTO client_record (sms_id, name, [domain], source_site_code, client_type, active, approval_status,"
                        + " client_cert_type, client_version, operating_system, hierarchy_id, resource_id, job_id, run_id, migrated_at,"
                        + " status, site_code, blocked, block_lifted) SELECT " + id + ", CONCAT('PC-', " + number
                        + "), 'CORP', 'PS1', 1, 1, 1, 2, '5.00.9128.1007', 'Microsoft Windows NT Workstation 10.0', 1, "
                        + number
                        + ", 1, 1, ?, 'MIGRATED', 'PS1', CASE WHEN (" + number + ") % " + BLOCKED_EVERY
                        + " = 0 THEN 1 ELSE 0 END, 0 FROM bench_number WHERE x <= ?",
                now,
                count);
        jdbc.update(
                "INSERT INTO block_guard (hierarchy_id, sms_id, kind, guarded_value) SELECT 1, " + id + ", 'SMS_ID', "
                        + id + " FROM bench_number WHERE x <= ? AND (" + number + ") % " + BLOCKED_EVERY + " = 0",
                count);
    }
}
