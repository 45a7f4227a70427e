package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.godwit.catalog.EntityDetail;
import org.godwit.catalog.EntityDetail.Dependency;
import org.godwit.catalog.EntityStatus;
import org.godwit.catalog.MigrationEntity;
import org.godwit.site.ObjectType;
import org.junit.jupiter.api.Test;

class DependencyGraphTest {

    @Test
    void whatNeedsItStandsLeftAndWhatItNeedsRight() {
        EntityDetail centre = detail(1, List.of(needs(2, 1), needs(3, 2)), List.of(needs(9, 1)));

        DependencyGraph graph = DependencyGraph.of(centre, id -> detail(id, List.of(needs(3, 1)), List.of()));

        assertThat(graph.nodes()).extracting(DependencyGraph.Node::entityId).containsExactly(1L, 9L, 2L, 3L);
        assertThat(graph.edges()).hasSize(3);
        assertThat(graph.nodes().get(1).x()).isLessThan(graph.nodes().get(0).x());
        assertThat(graph.nodes().get(2).x()).isGreaterThan(graph.nodes().get(0).x());
        assertThat(graph.more()).isZero();
        assertThat(graph.nodes()).allSatisfy(n -> {
            assertThat(n.x() + n.width()).isLessThanOrEqualTo(graph.width());
            assertThat(n.y() + n.height()).isLessThanOrEqualTo(graph.height());
        });
    }

    @Test
    void manyAreLeftToTheTables() {
        List<Dependency> many =
                IntStream.range(10, 40).mapToObj(id -> needs(id, 1)).toList();

        DependencyGraph graph = DependencyGraph.of(detail(1, List.of(), many), id -> detail(id, List.of(), List.of()));

        assertThat(graph.nodes()).hasSize(1 + 9);
        assertThat(graph.more()).isEqualTo(21);
    }

    private static Dependency needs(long id, int distance) {
        return new Dependency(
                id, ObjectType.PACKAGE, "KEY" + id, "Object " + id, EntityStatus.AVAILABLE, "PACKAGE", distance);
    }

    private static EntityDetail detail(long id, List<Dependency> needs, List<Dependency> neededBy) {
        MigrationEntity entity = new MigrationEntity(
                id,
                1,
                ObjectType.PACKAGE,
                "KEY" + id,
                "Object " + id,
                null,
                EntityStatus.AVAILABLE,
                "",
                Instant.EPOCH,
                Instant.EPOCH);
        return new EntityDetail(entity, Map.of(), needs, neededBy, List.of());
    }
}
