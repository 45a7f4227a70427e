package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.gathering.GatheringStatus;
import org.godwit.site.SourceSiteInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteDiagramTest {

    @Test
    void parentsStandAboveTheMiddleOfTheirChildren() {
        SiteDiagram diagram =
                SiteDiagram.of(List.of(site("CAS", null), site("PS1", "CAS"), site("PS2", "CAS"), site("SS1", "PS1")));
        Map<String, SiteDiagram.Node> nodes =
                diagram.nodes().stream().collect(Collectors.toMap(n -> n.site().siteCode(), Function.identity()));

        assertThat(nodes).hasSize(4);
        assertThat(diagram.edges()).hasSize(3);
        assertThat(node(nodes, "CAS").x() * 2)
                .isEqualTo(node(nodes, "PS1").x() + node(nodes, "PS2").x());
        assertThat(node(nodes, "SS1").x()).isEqualTo(node(nodes, "PS1").x());
        assertThat(node(nodes, "SS1").y()).isGreaterThan(node(nodes, "PS1").y());
        assertThat(diagram.nodes()).allSatisfy(n -> {
            assertThat(n.x() + n.width()).isLessThanOrEqualTo(diagram.width());
            assertThat(n.y() + n.height()).isLessThanOrEqualTo(diagram.height());
        });
    }

    @Test
    void everySiteBearsTheStateOfItsGathering() {
        SiteDiagram diagram = SiteDiagram.of(List.of(site("CAS", null), site("PS1", "CAS")), GatheringStatus.FAILED);

        assertThat(diagram.nodes()).extracting(SiteDiagram.Node::gathering).containsOnly(GatheringStatus.FAILED);
    }

    @Test
    void noSiteIsNoPicture() {
        assertThat(SiteDiagram.of(List.of()).nodes()).isEmpty();
    }

    private static SiteDiagram.Node node(Map<String, SiteDiagram.Node> nodes, String code) {
        SiteDiagram.Node node = nodes.get(code);
        assertThat(node).isNotNull();
        return java.util.Objects.requireNonNull(node);
    }

    private static SourceSiteInfo site(String code, @Nullable String parent) {
        return new SourceSiteInfo(
                code, code, code + ".example", parent, SourceSiteInfo.Kind.PRIMARY, "5.00", 9128, 1, 0);
    }
}
