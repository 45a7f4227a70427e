package org.godwit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.godwit.security.ActingAs;
import org.godwit.security.Actor;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The parts of the trail that a security officer asks for again and again. */
@IntegrationTest
@SignedInAs
class AuditHistoryTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditService service;

    private final String who = "who-" + UUID.randomUUID();

    @Test
    void signInsOfEachKindAreOneHistoryNewestFirst() {
        done("SIGN_IN_FAILED", AuditEntry.Outcome.FAILED);
        done("SIGN_IN_SUCCEEDED", AuditEntry.Outcome.SUCCESS);
        done("MIGRATION_JOB_CREATED", AuditEntry.Outcome.SUCCESS);
        done("ADMIN_USER_LOCKED", AuditEntry.Outcome.SUCCESS);
        done("SECOND_FACTOR_REFUSED", AuditEntry.Outcome.FAILED);
        assertThat(actions(AuditHistory.SIGN_INS, PageQuery.first(10)))
                .containsExactly("SECOND_FACTOR_REFUSED", "ADMIN_USER_LOCKED", "SIGN_IN_SUCCEEDED", "SIGN_IN_FAILED");
        assertThat(actions(AuditHistory.SIGN_INS, new PageQuery(1, 3, null))).containsExactly("SIGN_IN_FAILED");
        assertThat(service.history(AuditHistory.SIGN_INS, hers(), PageQuery.first(1))
                        .total())
                .isEqualTo(4);
    }

    @Test
    void refusalsAreThereWhateverWasTried() {
        done("RIGHT_REFUSED", AuditEntry.Outcome.REFUSED);
        done("MIGRATION_JOB_CREATED", AuditEntry.Outcome.SUCCESS);
        done("CLIENT_ASSIGNMENT_REFUSED", AuditEntry.Outcome.REFUSED);
        assertThat(actions(AuditHistory.REFUSALS, PageQuery.first(10)))
                .containsExactly("CLIENT_ASSIGNMENT_REFUSED", "RIGHT_REFUSED");
    }

    @Test
    void whoReadSourceDataIsExportedInEachFormat() {
        done("SOURCE_GATHERED", AuditEntry.Outcome.SUCCESS);
        done("SIGN_IN_SUCCEEDED", AuditEntry.Outcome.SUCCESS);
        done("SOURCE_DISCLOSURE_READ", AuditEntry.Outcome.SUCCESS);
        assertThat(export(AuditExportFormat.CSV).lines()).hasSize(3);
        assertThat(export(AuditExportFormat.JSONL).lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"action\":\"SOURCE_"));
        assertThat(export(AuditExportFormat.CEF).lines()).hasSize(2).allMatch(line -> line.contains("suser=" + who));
        assertThat(service.list(new AuditFilter("admin", "AUDIT_EXPORTED", null, null, null), PageQuery.first(1))
                        .items())
                .singleElement()
                .satisfies(event -> assertThat(event.objectName()).isEqualTo("SOURCE_READS"));
    }

    private String export(AuditExportFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.export(AuditHistory.SOURCE_READS, hers(), format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private AuditFilter hers() {
        return new AuditFilter(who, null, null, null, null);
    }

    private List<String> actions(AuditHistory history, PageQuery page) {
        Page<AuditEvent> found = service.history(history, hers(), page);
        return found.items().stream().map(AuditEvent::action).toList();
    }

    private void done(String action, AuditEntry.Outcome outcome) {
        Actor actor = new Actor(who, null, Actor.SYSTEM.authorities(), Actor.SYSTEM.scopes());
        AuditEntry entry = AuditEntry.success(action, "TEST", null, null);
        AuditEntry told = new AuditEntry(action, "TEST", null, null, outcome, entry.details());
        ActingAs.actor(actor, () -> {
            trail.recordApart(told);
            return true;
        });
    }
}
