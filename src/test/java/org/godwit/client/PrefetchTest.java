package org.godwit.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.godwit.security.RequestOrigin;
import org.godwit.site.ClientRead;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class PrefetchTest {

    @Test
    void whatIsReadAheadBearsTheCorrelationIdOfWhoeverReads() {
        FakeSource source = new FakeSource(
                SourceClients.client(1).build(), SourceClients.client(2).build());
        try (RequestOrigin.Bound bound = new RequestOrigin(null, "night-shift").bind();
                Prefetch<String> rows = new Prefetch<>(
                        source,
                        new ClientRead(0, null, Set.of()),
                        1,
                        1,
                        row -> Thread.currentThread().getName() + " " + MDC.get("correlationId"))) {
            assertThat(List.of(rows.next(), rows.next()))
                    .containsExactly(List.of("client-preparer night-shift"), List.of("client-preparer night-shift"));
        }
    }
}
