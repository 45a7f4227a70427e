package org.godwit.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.godwit.shared.Page;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private static final Columns COLUMNS = Columns.of(2, "name", "site", "os");

    @Test
    void theUsualOnesAreShownUnlessTheAddressSaysOtherwise() {
        assertThat(COLUMNS.shown(Map.of())).containsExactly("name", "site");
        assertThat(COLUMNS.shown(Map.of("cols", "os,name"))).containsExactly("name", "os");
        assertThat(COLUMNS.shown(Map.of("cols", "rubbish"))).containsExactly("name", "site");
    }

    @Test
    void theLastColumnStays() {
        assertThat(COLUMNS.toggled(Map.of("cols", "os"), "os")).isEqualTo("os");
    }

    @Test
    void linksKeepFiltersAndGoBackToTheUsualColumns() {
        Listing<String> list = new Listing<>(
                new Page<>(List.of("x"), 0, 50, 1), "/clients", Map.of("q", "a&b", "cols", "name,site,os"), COLUMNS, 1);

        assertThat(list.toggled("os")).isEqualTo("/clients?q=a%26b");
        assertThat(list.toggled("site")).isEqualTo("/clients?cols=name%2Cos&q=a%26b");
        assertThat(list.export()).isEqualTo("/clients/csv?cols=name%2Csite%2Cos&q=a%26b");
        assertThat(list.shows("os")).isTrue();
        assertThat(list.filtered()).isTrue();
        assertThat(list.orMore()).isTrue();
    }
}
