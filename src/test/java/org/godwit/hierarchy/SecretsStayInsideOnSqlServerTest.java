package org.godwit.hierarchy;

import org.godwit.testing.OnSqlServer;

/** The same with both the destination and the source on a SQL Server, whose driver has a log of its own. */
@OnSqlServer
class SecretsStayInsideOnSqlServerTest extends SecretsStayInsideTest {

    @Override
    TestSourceSite.Source source() throws Exception {
        return TestSourceSite.primary("SEC").onSqlServer();
    }
}
