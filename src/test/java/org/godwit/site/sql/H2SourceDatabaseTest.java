package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.godwit.credential.Account;
import org.godwit.credential.Secret;
import org.godwit.sample.SampleSummary;
import org.godwit.site.ObjectType;
import org.godwit.site.SourceDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class H2SourceDatabaseTest extends SourceDatabaseContract {

    @Override
    @Nullable String emptyDatabase() {
        return null;
    }

    @Override
    String sourceUrl(SampleSummary sample) {
        return sample.jdbcUrl();
    }

    @Override
    Account account() {
        return Account.computer();
    }

    @Override
    String writableUrl(SampleSummary sample) {
        return sample.jdbcUrl();
    }

    @Override
    void useFirst() {
        // each sample names its own file
    }

    @Test
    void aLoginThatMayOnlySelectSuffices() throws Exception {
        String url = sample().jdbcUrl();
        try (Connection owner = DriverManager.getConnection(url, "sa", "");
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE USER IF NOT EXISTS READER PASSWORD 'secret'");
            statement.execute("GRANT SELECT ON SCHEMA PUBLIC TO READER");
            Account reader = new Account.SqlLogin("READER", Secret.of("secret"));

            // once while the owner has the database open, once alone
            try (SourceDatabase source = databases().open(url, reader)) {
                assertThat(source.sites()).hasSize(4);
            }
            owner.close();
            try (SourceDatabase source = databases().open(url, reader)) {
                assertThat(source.sites()).hasSize(4);
                assertThat(source.objectTypes()).contains(ObjectType.APPLICATION);
            }
        }
    }

    @Test
    void leavesTheDatabaseFileAsItIs() throws Exception {
        Path file = Path.of(sample().jdbcUrl().replaceAll("jdbc:h2:file:([^;]+).*", "$1") + ".mv.db");
        byte[] before = Files.readAllBytes(file);

        try (SourceDatabase source = databases().open(sample().jdbcUrl(), account())) {
            for (ObjectType type : source.objectTypes()) {
                source.objects(type, object -> {});
            }
        }

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
}
