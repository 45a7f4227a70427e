package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nodes that start at once on a database in which something built in is missing: each starts, and it is made once. */
@IntegrationTest
class FirstStartRaceTest {

    private static final int NODES = 4;

    @Autowired
    FirstStart firstStart;

    @Autowired
    JdbcTemplate jdbc;

    @RepeatedTest(5)
    void whatIsBuiltInIsMadeOnce() throws Exception {
        String title = BuiltInRole.JOB_APPROVER.title();
        String held = " WHERE role_id IN (SELECT id FROM security_role WHERE name = ?)";
        List.of("admin_user_role", "admin_group_role").forEach(t -> jdbc.update("DELETE FROM " + t + held, title));
        jdbc.update("DELETE FROM security_role WHERE name = ?", title);
        CyclicBarrier together = new CyclicBarrier(NODES);
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            List<Future<?>> started = IntStream.range(0, NODES)
                    .<Future<?>>mapToObj(node -> nodes.submit(() -> {
                        together.await();
                        firstStart.afterSingletonsInstantiated();
                        return null;
                    }))
                    .toList();
            for (Future<?> node : started) {
                node.get(); // throws what kept the node from starting
            }
        } finally {
            nodes.shutdown();
        }
        assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM security_role WHERE name = ?", Long.class, title))
                .isOne();
    }
}
