package org.godwit.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.PostureChecks;
import org.godwit.security.PostureFinding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Encryption of connections to shares: insisted on, unless an administrator turns it off for a location, which is audited and
 * shown in the security posture for as long as it is so.
 */
@Component
class ShareEncryption implements PostureChecks {

    private final DistributionPointRepository points;
    private final SourcePointStore sourcePoints;
    private final AuditTrail audit;

    ShareEncryption(DistributionPointRepository points, SourcePointStore sourcePoints, AuditTrail audit) {
        this.points = points;
        this.sourcePoints = sourcePoints;
        this.audit = audit;
    }

    static boolean required(Location.Smb location) {
        return !Boolean.FALSE.equals(location.encryption());
    }

    private static boolean off(@Nullable Location location) {
        return location instanceof Location.Smb smb && !required(smb);
    }

    /**
     * Audits that it was turned off or on again; in the caller's transaction.
     *
     * @param before the location so far; null for a new one
     */
    void changed(String type, long id, String name, @Nullable Location before, Location after) {
        if (off(before) != off(after)) {
            audit.record(AuditEntry.success(
                            off(after) ? "SHARE_ENCRYPTION_TURNED_OFF" : "SHARE_ENCRYPTION_TURNED_ON", type, id, name)
                    .with("location", after.text()));
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<PostureFinding> posture() {
        List<String> without = new ArrayList<>(Stream.concat(
                        points.findAllByOrderById().stream()
                                .filter(p -> p.state() != DistributionPoint.State.RETIRED)
                                .map(DistributionPointEntity::location),
                        sourcePoints.locations().stream())
                .filter(ShareEncryption::off)
                .map(Location::text)
                .sorted()
                .distinct()
                .toList());
        return List.of(PostureFinding.of(
                "SHARE_ENCRYPTION",
                without.isEmpty() ? PostureFinding.Outcome.PASS : PostureFinding.Outcome.WARN,
                without.isEmpty()
                        ? "Content on shares is read and written over encrypted connections only."
                        : "Content is read or written without encryption at " + String.join(", ", without) + ".",
                "Give these locations again with encryption."));
    }
}
