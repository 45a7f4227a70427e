package org.godwit.client;

import java.nio.file.Path;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class KilledJvmOnSqlServerTest extends KilledJvmContract {

    @Override
    String database(Path directory) {
        return SqlServers.newDatabase("godwit_kill");
    }
}
