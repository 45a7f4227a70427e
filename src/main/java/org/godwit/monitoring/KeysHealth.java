package org.godwit.monitoring;

import org.godwit.audit.TrailCondition;
import org.godwit.credential.CredentialVault;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the keys outside the database are where they were: the trail's, and those that open every stored secret. */
@Component("keys")
class KeysHealth implements HealthIndicator {

    private final TrailCondition trail;
    private final CredentialVault vault;

    KeysHealth(TrailCondition trail, CredentialVault vault) {
        this.trail = trail;
        this.vault = vault;
    }

    @Override
    public Health health() {
        boolean auditKey = trail.keyPresent();
        long lost = vault.withoutKey();
        return (auditKey && lost == 0 ? Health.up() : Health.down())
                .withDetail("auditKey", auditKey ? "present" : "missing")
                .withDetail("secretsWithoutKey", lost)
                .build();
    }
}
