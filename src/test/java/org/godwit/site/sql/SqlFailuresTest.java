package org.godwit.site.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.godwit.site.SourceFailure;
import org.godwit.site.SourceFailure.Cause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a driver reports: its typed cause, and whether it passes by itself. */
class SqlFailuresTest {

    @ParameterizedTest
    @CsvSource({
        "S0001, 1205, SQL_ERROR, true",
        "40001, 40001, SQL_ERROR, true",
        "S0051, 1222, NETWORK_TIMEOUT, true",
        "HYT00, -2, NETWORK_TIMEOUT, true",
        "S0001, 10054, NETWORK_TIMEOUT, true",
        "08S01, 0, NETWORK_TIMEOUT, true",
        "S0001, 983, SQL_ERROR, true",
        "S0001, 976, SQL_ERROR, true",
        "S0001, 921, SQL_ERROR, true",
        "S0001, 6005, SQL_ERROR, true",
        "S0001, 596, SQL_ERROR, true",
        "S0001, 4060, UNAUTHORISED, true",
        "S0001, 18456, UNAUTHORISED, false",
        "S0001, 229, UNAUTHORISED, false",
        "S0002, 208, SQL_ERROR, false",
        "22012, 8134, SQL_ERROR, false"
    })
    void sayWhatItIsAndWhetherItPasses(String state, int number, Cause cause, boolean passing) {
        SourceFailure failure =
                SqlFailures.of(new SQLException("of the driver", state, number), "It could not be read");

        assertThat(failure.reason()).isEqualTo(cause);
        assertThat(failure.passing()).isEqualTo(passing);
        assertThat(failure.hint()).isNotBlank();
        assertThat(failure.hint().contains("passes by itself")).isEqualTo(passing && cause == Cause.SQL_ERROR);
    }
}
