package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.godwit.audit.AuditService;
import org.godwit.security.PostureFinding;
import org.godwit.security.PostureFinding.Outcome;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.SignedInAs;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@SignedInAs
class SecurityPostureServiceTest {

    @Autowired
    SecurityPostureService service;

    @Autowired
    AdminUserService users;

    @Autowired
    ApiTokenService tokens;

    @Autowired
    AuditService audit;

    @Test
    void everythingWantingIsFoundAndGoesWhenItIsMended() {
        AdminUser user = users.create(new AdminUserInput(
                "posture-" + UUID.randomUUID(), "four random words here", Set.of("Operator"), null, true));
        NewApiToken token = tokens.create("all rights", Set.of(), null);
        Map<String, PostureFinding> before = findings();
        assertThat(before.get("PASSWORDS_TO_CHANGE").outcome()).isEqualTo(Outcome.WARN);
        assertThat(before.get("API_TOKENS").outcome()).isEqualTo(Outcome.WARN);
        assertThat(before.get("NETWORK").outcome()).isEqualTo(Outcome.WARN);
        assertThat(before.get("TRANSPORT").outcome()).isEqualTo(Outcome.WARN);
        assertThat(before.values())
                .allSatisfy(f -> assertThat(f.hint().isEmpty()).isEqualTo(f.outcome() == Outcome.PASS));
        assertThat(before.get("JOB_CREATORS").detail()).contains("admin").doesNotContain("posture-");
        users.delete(user.id());
        tokens.revoke(token.details().id());
        audit.verify();
        Map<String, PostureFinding> after = findings();
        assertThat(after.get("API_TOKENS").detail())
                .isNotEqualTo(before.get("API_TOKENS").detail());
        assertThat(after.get("PASSWORDS_TO_CHANGE").detail())
                .isNotEqualTo(before.get("PASSWORDS_TO_CHANGE").detail());
        assertThat(after.get("AUDIT_VERIFIED").outcome()).isEqualTo(Outcome.PASS);
    }

    private Map<String, PostureFinding> findings() {
        return service.posture().findings().stream().collect(Collectors.toMap(PostureFinding::check, f -> f));
    }
}
