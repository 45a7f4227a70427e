package org.godwit.site.sql;

import org.godwit.credential.Account;
import org.godwit.sample.SampleSummary;
import org.jspecify.annotations.Nullable;

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
}
