package org.godwit.client;

import org.godwit.testing.SqlServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class ClientMigrationOnSqlServerTest extends ClientMigrationContract {

    private static @Nullable ClientLab shared;

    ClientMigrationOnSqlServerTest() {
        super(lab());
    }

    private static synchronized ClientLab lab() {
        if (shared == null) {
            shared = new ClientLab(SqlServers.newDatabase("godwit_client"));
            shared.bulkCopiesOnly = true;
        }
        return shared;
    }

    @AfterAll
    static void close() {
        lab().close();
    }
}
