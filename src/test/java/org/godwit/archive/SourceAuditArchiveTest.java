package org.godwit.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.godwit.access.BuiltInRole;
import org.godwit.access.SecurityRole;
import org.godwit.access.SecurityRoleService;
import org.godwit.archive.SourceAuditArchive.Status;
import org.godwit.archive.SourceAuditArchives.Verdict;
import org.godwit.audit.AuditEvent;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.sample.SampleSite;
import org.godwit.sample.SampleSpec;
import org.godwit.sample.SampleSummary;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.Digests;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SampleHierarchies;
import org.godwit.testing.SignedInAs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Copies the audit messages of a sample site into a sealed archive. */
@IntegrationTest
@SignedInAs
class SourceAuditArchiveTest {

    @Autowired
    SourceAuditArchives archives;

    @Autowired
    SecurityRoleService roles;

    @Autowired
    SourceHierarchyService hierarchies;

    @Autowired
    AuditService audit;

    @Autowired
    GodwitProperties properties;

    @Autowired
    JdbcClient jdbc;

    private String sourceUrl = "";
    private long hierarchyId;

    @BeforeEach
    void defineSampleHierarchy() {
        SampleSummary sample = SampleSite.generate(SampleSpec.small(properties
                        .dataDir()
                        .resolve("archive")
                        .resolve(UUID.randomUUID().toString()))
                .withClients(5)
                .withPackages(2)
                .withFiles(1, 100));
        sourceUrl = sample.jdbcUrl();
        hierarchyId = SampleHierarchies.define(hierarchies, "Archived " + UUID.randomUUID(), sample, false);
    }

    @AfterEach
    void deleteIt() {
        hierarchies.stopGathering(hierarchyId);
        hierarchies.delete(hierarchyId);
    }

    private SourceAuditArchive archived() {
        long id = archives.request(hierarchyId).id();
        await().pollInSameThread()
                .atMost(Duration.ofMinutes(2))
                .until(() -> archives.get(id).status() != Status.RUNNING);
        return archives.get(id);
    }

    /** As a security officer reads it. */
    private byte[] content(long id) {
        return (byte[]) as(BuiltInRole.SECURITY_OFFICER, () -> read(id));
    }

    private byte[] read(long id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archives.write(id, out);
        return out.toByteArray();
    }

    private static List<JsonNode> messages(byte[] content) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            JsonMapper json = JsonMapper.shared();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(json::readTree)
                    .toList();
        }
    }

    private @Nullable Object audited(String action, String detail) {
        AuditEvent event = audit.list(
                        new AuditFilter(null, action, String.valueOf(hierarchyId), null, null), PageQuery.first(10))
                .items()
                .get(0);
        return event.details().get(detail);
    }

    @Test
    void holdsEveryAuditMessageAndIsSealed() throws IOException {
        SourceAuditArchive archive = archived();

        assertThat(archive.status()).as(String.valueOf(archive.message())).isEqualTo(Status.SEALED);
        byte[] content = content(archive.id());
        List<JsonNode> messages = messages(content);
        assertThat(messages).hasSize(133).hasSize(Math.toIntExact(archive.messages()));
        assertThat(messages).allSatisfy(m -> {
            assertThat(m.get("MessageType").asInt()).isEqualTo(768);
            assertThat(m.get("Attributes").get(0).get("AttributeValue").asString())
                    .isEqualTo("CONTOSO\\admin");
            assertThat(m.get("InsertionStrings")).hasSize(2);
        });
        assertThat(archive.bytes()).isEqualTo(content.length);
        assertThat(archive.sha256()).isEqualTo(Digests.sha256Hex(content));
        assertThat(audited("SOURCE_AUDIT_ARCHIVED", "sha256")).isEqualTo(archive.sha256());
        assertThat(audited("SOURCE_AUDIT_ARCHIVED", "messages")).hasToString("133");
        assertThat(audited("SOURCE_AUDIT_ARCHIVE_READ", "archive")).hasToString(String.valueOf(archive.id()));
        assertThat(archives.verify(archive.id())).isEqualTo(Verdict.INTACT);
        assertThat(archives.list(PageQuery.first(5)).items())
                .extracting(SourceAuditArchive::id)
                .contains(archive.id());
    }

    @Test
    void noPartOfASealedOneCanBeChangedRemovedOrAdded() throws IOException {
        SourceAuditArchive archive = archived();
        byte[] content = content(archive.id());

        for (String sql : List.of(
                "UPDATE archive_source_audit_part SET content = 0x1F8B0800 WHERE archive_id = ?",
                "DELETE FROM archive_source_audit_part WHERE archive_id = ?",
                "INSERT INTO archive_source_audit_part (archive_id, number, content) VALUES (?, 1, 0x00)")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .as(sql)
                    .isThrownBy(() -> jdbc.sql(sql).param(archive.id()).update())
                    .withMessageContaining("A sealed archive never changes");
        }
        assertThat(content(archive.id())).isEqualTo(content);
    }

    /** Whoever owns the database can do this, and then anything. */
    List<String> withoutSeal() {
        return List.of("DROP TRIGGER tr_archive_source_audit_part_sealed");
    }

    /** Where the statements lie that make it. */
    Path seal() {
        return Path.of("db", "vendor", "h2", "V400__archive_sealed.sql");
    }

    @Test
    void oneThatWasChangedIsFoundOutAndNotGiven() throws IOException {
        SourceAuditArchive archive = archived();
        withoutSeal().forEach(sql -> jdbc.sql(sql).update());
        try {
            jdbc.sql("UPDATE archive_source_audit_part SET content = 0x1F8B0800 WHERE archive_id = ?")
                    .param(archive.id())
                    .update();

            assertThat(archives.verify(archive.id())).isEqualTo(Verdict.BROKEN);
            assertThatExceptionOfType(GodwitException.class)
                    .isThrownBy(() -> content(archive.id()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("ARCHIVE_BROKEN"));

            jdbc.sql("UPDATE archive_source_audit SET sha256 = ? WHERE id = ?")
                    .params(Digests.sha256Hex(new byte[] {0x1F, (byte) 0x8B, 8, 0}), archive.id())
                    .update();

            assertThat(archives.verify(archive.id()))
                    .as("with the hash changed too: the audit trail knows better")
                    .isEqualTo(Verdict.BROKEN);
        } finally {
            jdbc.sql(Files.readString(seal())).update();
        }
    }

    @Test
    void securityOfficersAloneReadIt() {
        SourceAuditArchive archive = archived();

        for (BuiltInRole role : EnumSet.complementOf(EnumSet.of(BuiltInRole.SECURITY_OFFICER))) {
            assertThatExceptionOfType(GodwitException.class)
                    .as(role.title())
                    .isThrownBy(() -> as(role, () -> read(archive.id())))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("RIGHT_MISSING"));
        }
        assertThatExceptionOfType(GodwitException.class)
                .as("a custom role")
                .isThrownBy(() -> roles.create(new SecurityRole.Input(
                        "Archive reader", null, Set.of(Right.AUDIT_EXPORT, Right.SOURCE_AUDIT_READ))))
                .satisfies(e -> assertThat(e.code()).isEqualTo("RIGHT_RESERVED"));
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> as(BuiltInRole.SECURITY_OFFICER, () -> archives.request(hierarchyId)))
                .satisfies(e -> assertThat(e.code()).isEqualTo("RIGHT_MISSING"));
        assertThat(content(archive.id())).hasSize(Math.toIntExact(archive.bytes()));
    }

    @FunctionalInterface
    private interface Reading {
        Object read() throws IOException;
    }

    private static Object as(BuiltInRole role, Reading reading) {
        return ActingAs.actor(
                new Actor(
                        "somebody",
                        null,
                        role.rights().stream().map(Right::authority).collect(Collectors.toSet()),
                        Set.of(Actor.SCOPE_ALL)),
                () -> {
                    try {
                        return reading.read();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void saysWhatIsMissingWhereTheMessagesAreNotShown() throws SQLException {
        try (Connection connection = DriverManager.getConnection(sourceUrl, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE v_StatusMessage RENAME TO hidden");
        }

        SourceAuditArchive archive = archived();

        assertThat(archive.status()).isEqualTo(Status.FAILED);
        assertThat(archive.hint()).contains("v_StatusMessage");
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> content(archive.id()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("ARCHIVE_NOT_SEALED"));
    }
}
