package org.godwit.hierarchy;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.testing.OnSqlServer;
import org.godwit.testing.SqlServers;
import org.junit.jupiter.api.Test;

/** The same with both the destination and the sources on a SQL Server. */
@OnSqlServer
class SourceHierarchyOnSqlServerTest extends SourceHierarchyTest {

    @Override
    TestSourceSite.Source source(TestSourceSite site) throws Exception {
        return site.onSqlServer();
    }

    @Test
    void theGrantsOfTheScriptAreEnough() throws Exception {
        String url = SqlServers.newDatabase("CM_GRANTS");
        TestSourceSite.Source source =
                TestSourceSite.primary("GRT").denyingAll().onSqlServer(url);
        assertThat(service.preflight(definition(source, source.account())))
                .filteredOn(c -> c.check().equals("RIGHT_GATHER_SITES"))
                .allMatch(PreflightCheck::failed);

        TestSourceSite.grantByScript(url, source.user());

        assertThat(service.preflight(definition(source, source.account())))
                .filteredOn(c -> c.check().startsWith("RIGHT_"))
                .isNotEmpty()
                .extracting(PreflightCheck::outcome)
                .containsOnly(PreflightCheck.Outcome.PASS);
    }
}
