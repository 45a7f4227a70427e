package org.godwit.site.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.credential.Account;
import org.godwit.credential.Secret;
import org.godwit.sample.SampleSummary;
import org.godwit.testing.SqlServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "org.godwit.testing.SqlServers#available",
        disabledReason = "no SQL Server: neither GODWIT_TEST_SQLSERVER_URL nor Docker")
class SqlServerSourceDatabaseTest extends SourceDatabaseContract {

    private @Nullable String first;
    private @Nullable String url;

    @Override
    String emptyDatabase() {
        String made = SqlServers.newDatabase("CM");
        first = first == null ? made : first;
        url = made;
        return made;
    }

    @Override
    void useFirst() {
        url = first;
    }

    @Override
    String sourceUrl(SampleSummary sample) {
        return "jdbc:sqlserver://" + part("//([^;]+)") + ";databaseName=" + part("databaseName=([^;]+)") + ";encrypt="
                + (String.valueOf(url).contains("encrypt=false") ? "false" : "true;trustServerCertificate=true");
    }

    @Override
    Account account() {
        return new Account.SqlLogin(part("user=([^;]+)"), Secret.of(part("password=([^;]+)")));
    }

    @Override
    String writableUrl(SampleSummary sample) {
        return String.valueOf(url);
    }

    private String part(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(String.valueOf(url));
        if (!matcher.find()) {
            throw new IllegalStateException("the URL of the test server lacks " + pattern);
        }
        return matcher.group(1);
    }
}
