package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.godwit.audit.AuditFilter;
import org.godwit.audit.AuditService;
import org.godwit.security.PostureFinding;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.PageQuery;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Encryption of a share is on unless somebody turns it off, which is told. */
class ShareEncryptionTest extends ContentFixture {

    @Autowired
    private AuditService audit;

    @Autowired
    private ShareEncryption encryption;

    private static Location share(boolean encrypted) {
        return new Location.Smb("dp1.contoso.com", "SCCMContentLib$", null, null, encrypted);
    }

    @Test
    void nothingSaidMeansEncrypted() {
        Location said = CanonicalJson.read("{\"kind\":\"SMB\",\"server\":\"dp1\",\"share\":\"s\"}", Location.class);
        assertThat(said)
                .isInstanceOfSatisfying(
                        Location.Smb.class,
                        smb -> assertThat(ShareEncryption.required(smb)).isTrue());
        assertThat(encryption.posture())
                .singleElement()
                .satisfies(f -> assertThat(f.outcome()).isEqualTo(PostureFinding.Outcome.PASS));
    }

    @Test
    void turningItOffIsAuditedAndShownUntilItIsOnAgain() {
        DistributionPoint point = destination("share" + UUID.randomUUID(), share(false));
        assertThat(told("SHARE_ENCRYPTION_TURNED_OFF")).contains(point.name());
        assertThat(((Location.Smb) points.get(point.id()).location()).encryption())
                .isFalse();
        assertThat(encryption.posture())
                .singleElement()
                .satisfies(f -> assertThat(f.outcome()).isEqualTo(PostureFinding.Outcome.WARN))
                .satisfies(f -> assertThat(f.detail()).contains("dp1.contoso.com"));

        points.update(point.id(), new NewDistributionPoint(point.name(), "GDW", share(true), null));

        assertThat(told("SHARE_ENCRYPTION_TURNED_ON")).contains(point.name());
        assertThat(encryption.posture())
                .singleElement()
                .satisfies(f -> assertThat(f.outcome()).isEqualTo(PostureFinding.Outcome.PASS));
    }

    private java.util.List<String> told(String action) {
        return audit.list(new AuditFilter(null, action, null, null, null), PageQuery.first(100)).items().stream()
                .map(e -> String.valueOf(e.objectName()))
                .toList();
    }
}
