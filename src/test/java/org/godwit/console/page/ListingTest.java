package org.godwit.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.godwit.catalog.EntityStatus;
import org.godwit.shared.Page;
import org.junit.jupiter.api.Test;

class ListingTest {

    @Test
    void linksKeepFiltersAndEscapeThem() {
        Listing<Integer> list = listing(Map.of("q", "a&b=c ü", "page", "1", "size", "2"), 1);

        assertThat(list.next()).isEqualTo("/clients?page=2&q=a%26b%3Dc%20%C3%BC&size=2");
        assertThat(list.previous()).isEqualTo("/clients?page=0&q=a%26b%3Dc%20%C3%BC&size=2");
        assertThat(list.sortedBy("name")).isEqualTo("/clients?q=a%26b%3Dc%20%C3%BC&size=2&sort=name%2Casc");
    }

    @Test
    void sortingTwiceTurnsTheOrderRound() {
        Listing<Integer> list = listing(Map.of("sort", "name,asc"), 0);

        assertThat(list.order("name")).isEqualTo("ascending");
        assertThat(list.order("id")).isNull();
        assertThat(list.sortedBy("name")).endsWith("sort=name%2Cdesc");
    }

    @Test
    void filteringKeepsWhatIsNoFilterAndSoDoesClearingTheFilters() {
        Listing<Integer> list = listing(Map.of("q", "a", "page", "1", "size", "2", "sort", "id,desc", "cols", "id"), 1);

        assertThat(list.kept()).isEqualTo(Map.of("size", "2", "sort", "id,desc", "cols", "id"));
        assertThat(list.plain()).isEqualTo("/clients?cols=id&size=2&sort=id%2Cdesc");
        assertThat(list.filtered()).isTrue();
        assertThat(listing(Map.of("page", "1", "sort", "id", "cols", "id"), 1).filtered())
                .isFalse();
    }

    @Test
    void endsAreNoLinks() {
        assertThat(listing(Map.of(), 0).previous()).isNull();
        assertThat(listing(Map.of("page", "2"), 2).next()).isNull();
    }

    @Test
    void anOldOrBrokenAddressStillShowsTheList() {
        ListRequest request = request(Map.of("page", "-3", "size", "many", "status", "NO_SUCH", "from", "yesterday"));

        assertThat(request.query().page()).isZero();
        assertThat(request.query().size()).isEqualTo(50);
        assertThat(request.oneOf("status", EntityStatus.class)).isNull();
        assertThat(request.day("from", 0)).isNull();
        assertThat(request(Map.of("page", "99999999", "size", "100000")).query().size())
                .isEqualTo(250);
    }

    @Test
    void daysBeginAtTheReadersMidnight() {
        assertThat(request(Map.of("to", "2026-11-20")).day("to", 1)).isEqualTo("2026-11-20T23:00:00Z");
    }

    private static ListRequest request(Map<String, String> parameters) {
        return new ListRequest("/clients", parameters, ZoneId.of("Europe/Berlin"));
    }

    private static Listing<Integer> listing(Map<String, String> parameters, int page) {
        return request(parameters).show(new Page<>(List.of(1, 2), page, 2, 6));
    }
}
