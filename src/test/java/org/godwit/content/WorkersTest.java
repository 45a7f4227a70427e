package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.security.RequestOrigin;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WorkersTest {

    @Test
    void theirThreadsBearTheCorrelationIdOfWhoeverGivesThemWork() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(2)) {
            for (String id : List.of("first", "second")) {
                try (RequestOrigin.Bound bound = new RequestOrigin("10.0.0.1", id).bind()) {
                    workers.forEach(
                            List.of(1, 2, 3, 4),
                            n -> seen.add(MDC.get("correlationId") + " "
                                    + RequestOrigin.current().correlationId()));
                }
            }
            workers.forEach(List.of(1, 2), n -> seen.add("afterwards " + MDC.get("correlationId")));
        }
        assertThat(seen).containsExactlyInAnyOrder("first first", "second second", "afterwards null");
    }
}
