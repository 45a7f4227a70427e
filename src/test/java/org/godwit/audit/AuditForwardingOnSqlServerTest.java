package org.godwit.audit;

import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class AuditForwardingOnSqlServerTest extends AuditForwardingTest {

    @Override
    String newDatabase() {
        return SqlServers.newDatabase("godwit_audit_forwarding");
    }

    @Override
    String vendor() {
        return "sqlserver";
    }
}
