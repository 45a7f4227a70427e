package org.godwit.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@SignedInAs
class DraftTest {

    @Autowired
    DraftService drafts;

    @Test
    void isKeptWithoutSecretsAndReplacedByItsNextState() {
        Draft first = drafts.save(
                null,
                Draft.Kind.SOURCE_HIERARCHY,
                "Contoso",
                Map.of(
                        "name", List.of("Contoso"),
                        "database.password", List.of("hush"),
                        "_csrf", List.of("x"),
                        "siteServer", List.of(" ")));
        Draft second =
                drafts.save(first.id(), Draft.Kind.SOURCE_HIERARCHY, "Contoso 2", Map.of("types", List.of("A", "B")));

        assertThat(first.fields()).containsOnlyKeys("name");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(drafts.get(first.id()).fields()).isEqualTo(Map.of("types", List.of("A", "B")));
        drafts.discard(first.id());
        assertThatThrownBy(() -> drafts.get(first.id())).isInstanceOf(GodwitException.class);
    }

    @Test
    void isSeenByItsOwnerAlone() {
        Draft mine = drafts.save(null, Draft.Kind.MIGRATION_JOB, "Mine", Map.of("name", List.of("Mine")));

        Actor other = new Actor("somebody-else", null, Set.of(), Set.of());
        ActingAs.actor(other, () -> {
            assertThat(drafts.list(Draft.Kind.MIGRATION_JOB)).isEmpty();
            assertThatThrownBy(() -> drafts.get(mine.id())).hasMessageContaining("no such draft");
            drafts.discard(mine.id());
            return true;
        });

        assertThat(drafts.get(mine.id()).title()).isEqualTo("Mine");
    }

    @Test
    void theOldestMakeRoom() {
        List<Long> ids = IntStream.rangeClosed(0, DraftService.MOST)
                .mapToObj(n -> drafts.save(null, Draft.Kind.MIGRATION_JOB, "D" + n, Map.of("name", List.of("D" + n)))
                        .id())
                .toList();

        assertThat(drafts.list(Draft.Kind.MIGRATION_JOB)).hasSize(DraftService.MOST);
        assertThat(drafts.list(Draft.Kind.MIGRATION_JOB))
                .extracting(Draft::id)
                .contains(ids.get(DraftService.MOST))
                .doesNotContain(ids.get(0));
    }
}
