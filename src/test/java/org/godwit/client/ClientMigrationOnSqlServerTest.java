package org.godwit.client;

import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class ClientMigrationOnSqlServerTest extends ClientMigrationContract {

    @Override
    ClientLab newLab() {
        return new ClientLab(SqlServers.newDatabase("godwit_client"));
    }
}
