package org.godwit.client;

import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class AssignmentRaceOnSqlServerTest extends AssignmentRaceContract {

    @Override
    String database() {
        return SqlServers.newDatabase("godwit_race");
    }
}
