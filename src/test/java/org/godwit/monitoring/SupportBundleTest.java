package org.godwit.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Files;
import java.nio.file.Path;
import org.godwit.shared.GodwitProperties;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** A support bundle tells how the server is, and no secret, name or address. */
@IntegrationTest
class SupportBundleTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    GodwitProperties server;

    @Test
    void nothingThatNamesSomebodyOrOpensSomethingIsInIt() throws Exception {
        Path logs = Files.createDirectories(server.dataDir().resolve("logs"));
        Files.writeString(
                logs.resolve("migmctrl.log"),
                "Connecting to jdbc:sqlserver://cassql.contoso.com;databaseName=CM_CAS;user=reader;password=Pa55word!\n"
                        + "Authorization: Basic YWRtaW46c2VjcmV0\n"
                        + "CONTOSO\\anna.admin from 10.20.30.40 asked for GUID:6F1C0D2A-1111-2222-3333-444455556666\n"
                        + "again GUID:6F1C0D2A-1111-2222-3333-444455556666 at \\\\dp1.contoso.com\\SCCMContentLib$\n"
                        + "mail to anna@contoso.com with gdw_abcdefgh12345678\n");
        String text = mvc.perform(post("/api/v1/support-bundles").with(httpBasic("admin", "Test-Admin-Passw0rd")))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(text)
                .contains("version.json", "configuration.txt", "health.json", "migmctrl.log", "godwit.data-dir", "UP")
                .doesNotContain("Pa55word", "YWRtaW46c2VjcmV0", "anna", "10.20.30.40", "6F1C0D2A", "contoso.com")
                .doesNotContain("gdw_abcdefgh", "Test-Admin-Passw0rd");
        Files.delete(logs.resolve("migmctrl.log"));
    }

    @Test
    void oneThingHasOneMarkThroughoutABundleAndAnotherInTheNext() {
        String line = "GUID:6F1C0D2A-1111-2222-3333-444455556666 and guid:6f1c0d2a-1111-2222-3333-444455556666";
        String redacted = new Redactor("a").redact(line);
        assertThat(redacted.split(" and ")[0]).isEqualTo(redacted.split(" and ")[1]);
        assertThat(new Redactor("b").redact(line)).isNotEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\":\"s3cret-value\"}",
                "password = s3cret-value",
                "PWD=s3cret-value;x",
                "https://user:s3cret-value@host/path",
                "Bearer token: s3cret-value"
            })
    void secretsGoWhateverTheirForm(String text) {
        assertThat(new Redactor("a").redact(text)).doesNotContain("s3cret-value");
    }
}
