package org.godwit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.godwit.schedule.Workload;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
class ServerNodeTest {

    @Autowired
    NodeService nodes;

    @Autowired
    NodeStore store;

    @Autowired
    Workload.Probe scheduler;

    @Test
    @SignedInAs
    void thisNodeSaysThatItLivesAndWhatItCanDo() {
        String name = scheduler.now().node();
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(nodes.list()).anySatisfy(node -> {
                    assertThat(node.name()).isEqualTo(name);
                    assertThat(node.state()).isEqualTo(ServerNode.State.ALIVE);
                    assertThat(node.threads()).isEqualTo(8);
                    assertThat(node.heapUsed()).isPositive().isLessThanOrEqualTo(node.heapMax());
                }));
    }

    @Test
    @SignedInAs
    void aNodeThatMissedThreeHeartbeatsIsGoneAndForgottenAfterADay() {
        Instant now = Instant.now();
        store.beat(beat("silent-1", now.minusSeconds(60)));
        assertThat(nodes.list())
                .filteredOn(n -> n.name().equals("silent-1"))
                .extracting(ServerNode::state)
                .containsExactly(ServerNode.State.GONE);
        store.forget(now);
        assertThat(nodes.list()).extracting(ServerNode::name).doesNotContain("silent-1");
    }

    private static NodeStore.Beat beat(String name, Instant at) {
        return new NodeStore.Beat(new Workload(name, 8, 2), "host", "1.0", at, at, null, 1, 2);
    }
}
