package org.godwit.archive;

import java.nio.file.Path;
import java.util.List;
import org.godwit.testing.OnSqlServer;

/** The archive in a SQL Server; the source stays a sample file. */
@OnSqlServer
class SourceAuditArchiveOnSqlServerTest extends SourceAuditArchiveTest {

    @Override
    List<String> withoutSeal() {
        return List.of(
                "DROP TRIGGER tr_archive_source_audit_part_delete",
                "DROP TRIGGER tr_archive_source_audit_part_update",
                "DROP TRIGGER tr_archive_source_audit_part_insert");
    }

    @Override
    Path seal() {
        return Path.of("db", "vendor", "sqlserver", "V400__archive_sealed.sql");
    }
}
