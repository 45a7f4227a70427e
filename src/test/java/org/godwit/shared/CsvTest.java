package org.godwit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Test
    void quotesWhatNeedsIt() throws IOException {
        assertThat(line("a", "b,c", "d\"e", "f\ng", null, 5)).isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",,5\r\n");
    }

    @Test
    void disarmsFormulas() throws IOException {
        assertThat(line("=1+1", "+x", "-x", "@x", "\tx")).isEqualTo("'=1+1,'+x,'-x,'@x,'\tx\r\n");
    }

    @Test
    void leavesNegativeNumbersAlone() throws IOException {
        assertThat(line(-5)).isEqualTo("-5\r\n");
    }

    private static String line(Object... cells) throws IOException {
        StringBuilder out = new StringBuilder();
        Csv.line(out, Arrays.asList(cells));
        return out.toString();
    }
}
