package org.godwit.alert;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.credential.CredentialVault;
import org.godwit.credential.StoredCredential;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.AlertCondition.Kind;
import org.godwit.shared.GodwitProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Looks regularly for what nobody reports: a disk that fills up, a credential that stays. */
@Component
class AlertWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
    private static final String DIRECTORY = "DATA_DIRECTORY";
    private static final String CREDENTIAL = "CREDENTIAL";

    private final AlertProperties properties;
    private final AlertStore alerts;
    private final CredentialVault vault;
    private final Path dataDir;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AlertWatch(
            AlertProperties properties,
            AlertStore alerts,
            CredentialVault vault,
            GodwitProperties server,
            ApplicationEventPublisher events,
            Clock clock) {
        this.properties = properties;
        this.alerts = alerts;
        this.vault = vault;
        this.dataDir = server.dataDir();
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public void look() {
        disk(usable());
        credentials();
    }

    /** @param usable bytes; negative if it could not be asked */
    void disk(long usable) {
        if (usable < 0) {
            return;
        }
        long wanted = properties.diskFree().toBytes();
        if (usable < wanted) {
            events.publishEvent(new AlertCondition(
                    Kind.DISK_LOW,
                    DIRECTORY,
                    node(),
                    usable / 1_000_000 + " MB are free in the data directory; " + wanted / 1_000_000
                            + " MB are wanted. Free space, or move the directory to a larger disk."));
        } else {
            events.publishEvent(new AlertCleared(Kind.DISK_LOW, DIRECTORY, node()));
        }
    }

    private void credentials() {
        Instant limit = clock.instant().minus(properties.credentialAge());
        List<StoredCredential> old = vault.storedBefore(limit);
        Set<String> still = old.stream().map(c -> Long.toString(c.id())).collect(Collectors.toSet());
        for (StoredCredential credential : old) {
            events.publishEvent(new AlertCondition(
                    Kind.CREDENTIAL_KEPT_TOO_LONG,
                    CREDENTIAL,
                    Long.toString(credential.id()),
                    "The password of " + credential.user() + " ("
                            + credential.owner().type() + " "
                            + credential.owner().id() + ", "
                            + credential.owner().purpose() + ") has been stored for more"
                            + " than " + properties.credentialAge().toDays()
                            + " days. Finish the migration that needs it, or use the computer account."));
        }
        for (String subject : alerts.openSubjects(Kind.CREDENTIAL_KEPT_TOO_LONG)) {
            if (!still.contains(subject)) {
                events.publishEvent(new AlertCleared(Kind.CREDENTIAL_KEPT_TOO_LONG, CREDENTIAL, subject));
            }
        }
    }

    private long usable() {
        try {
            FileStore store = Files.getFileStore(dataDir);
            return store.getUsableSpace();
        } catch (IOException e) {
            LOG.warn("The free space of {} cannot be asked: {}", dataDir, e.getMessage());
            return -1;
        }
    }

    /** Which machine's disk: several nodes may share one database. */
    private static String node() {
        String host = System.getenv().getOrDefault("HOSTNAME", System.getenv().getOrDefault("COMPUTERNAME", "server"));
        return host.length() <= 100 ? host : host.substring(0, 100);
    }
}
