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
    void thePostureNamesTheSourceThatIsReadWithoutEncryption() throws Exception {
        TestSourceSite.Source source = source(TestSourceSite.primary("ENC"));
        service.create(definition(source, source.account()), null);

        org.godwit.security.PostureFinding found = posture("SOURCE_ENCRYPTION");

        boolean plain = source.jdbcUrl().contains("encrypt=false");
        assertThat(found.outcome().name()).isEqualTo(plain ? "FAIL" : "WARN");
        assertThat(found.detail()).contains("'Contoso ");
        assertThat(found.hint()).contains("encrypt=false");
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
