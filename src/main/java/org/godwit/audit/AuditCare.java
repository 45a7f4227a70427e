package org.godwit.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.godwit.audit.AuditVerification.Verdict;
import org.godwit.shared.AlertCleared;
import org.godwit.shared.AlertCondition;
import org.godwit.shared.GodwitException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What is done to the trail unasked: verify it and the files of its segments, tell of what is broken, and, only where all
 * is intact and the configuration asks for it, seal and remove what is old.
 */
@Component
class AuditCare {

    private static final String SEGMENTS = "AUDIT_SEGMENTS";

    private final AuditService audit;
    private final AuditSegments segments;
    private final AuditProperties.Segments retention;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AuditCare(
            AuditService audit,
            AuditSegments segments,
            AuditProperties properties,
            ApplicationEventPublisher events,
            Clock clock) {
        this.audit = audit;
        this.segments = segments;
        this.retention = properties.segments();
        this.events = events;
        this.clock = clock;
    }

    void look() {
        boolean intact = audit.verify().verdict() == Verdict.INTACT;
        List<AuditSegmentVerification> broken = segments.findBroken();
        if (broken.isEmpty()) {
            events.publishEvent(new AlertCleared(AlertCondition.Kind.AUDIT_BROKEN, SEGMENTS, "1"));
        } else {
            AuditSegmentVerification first = broken.get(0);
            events.publishEvent(new AlertCondition(
                    AlertCondition.Kind.AUDIT_BROKEN,
                    SEGMENTS,
                    "1",
                    broken.size() + " files of sealed audit segments are not what was sealed, first " + first.file()
                            + ". " + first.explanation()));
        }
        if (intact && broken.isEmpty()) {
            sealOld();
            removeOld();
        }
    }

    private void sealOld() {
        Duration age = retention.sealAfter();
        if (age == null) {
            return;
        }
        Instant before = clock.instant().minus(age);
        try {
            long sealed;
            do {
                sealed = segments.seal(before).events();
            } while (sealed == retention.events());
        } catch (GodwitException e) {
            if (!e.code().equals("NOTHING_TO_SEAL")) {
                throw e;
            }
        }
    }

    private void removeOld() {
        Duration age = retention.removeAfter();
        if (age == null) {
            return;
        }
        Instant before = clock.instant().minus(age);
        segments.list().stream()
                .filter(s -> !s.removed() && s.sealedAt().isBefore(before))
                .forEach(s -> segments.remove(s.first()));
    }
}
