package org.godwit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void is_a_page_to_print_in_which_nothing_of_a_cell_is_markup() {
        Report report = new Report(
                "any",
                "A <title>",
                List.of("Name"),
                List.of(Arrays.asList("<script>alert(1)</script>"), Arrays.asList((Object) null)));

        assertThat(report.html())
                .contains("<h1>A &lt;title&gt;</h1>", "<td>&lt;script&gt;", "<td></td>")
                .doesNotContain("<script");
    }
}
