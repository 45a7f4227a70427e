package org.godwit.distribution;

import java.time.Clock;
import org.godwit.credential.KerberosBeans;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What an agent's process is made of, of this module. A server has these beans by itself, so it never imports this. */
@EnableConfigurationProperties({TransferProperties.class, GodwitProperties.class})
@Import({LocationRules.class, LibraryOpener.class, EvidenceStore.class, NetworkGuard.class, KerberosBeans.class})
public class RemoteWorkerBeans {

    @Bean
    RemoteWorker remoteWorker(
            LibraryOpener libraries, EvidenceStore evidence, TransferProperties properties, Clock clock) {
        return new RemoteWorker(libraries, evidence, properties, clock);
    }
}
