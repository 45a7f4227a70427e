package org.godwit.agent;

import org.godwit.testing.OnSqlServer;
import org.godwit.testing.SqlServers;

@OnSqlServer
class ClusterOnSqlServerTest extends ClusterTest {

    @Override
    String database() {
        return SqlServers.newDatabase("godwit_cluster");
    }
}
