package org.godwit.hierarchy;

import org.godwit.testing.OnSqlServer;

/** The same with both the destination and the sources on a SQL Server. */
@OnSqlServer
class SourceHierarchyOnSqlServerTest extends SourceHierarchyTest {

    @Override
    TestSourceSite.Source source(TestSourceSite site) throws Exception {
        return site.onSqlServer();
    }
}
