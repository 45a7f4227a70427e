package org.godwit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.unboundid.util.Base32;
import java.time.Instant;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.access.AdminUserInput;
import org.godwit.access.AdminUserService;
import org.godwit.security.RunAs;
import org.godwit.testing.Browser;
import org.godwit.testing.BrowserTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Groups with roles, and one's own second factor, in a browser. */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountPagesTest {

    private static final String ADMIN_PASSWORD = "Test-Admin-Passw0rd";
    private static final String PASSWORD = "own-lemon-cloud-window";
    private static final TimeBasedOneTimePasswordGenerator APP = new TimeBasedOneTimePasswordGenerator();

    private final Browser browser;
    private final AdminUserService users;
    private final RunAs runAs;

    AccountPagesTest(@LocalServerPort int port, @Autowired AdminUserService users, @Autowired RunAs runAs) {
        this.browser = new Browser("http://localhost:" + port, false);
        this.users = users;
        this.runAs = runAs;
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void aGroupGetsRolesAndLosesThem() {
        signIn("admin", ADMIN_PASSWORD);
        browser.open("/admin-groups");
        assertThat(browser.text()).contains("No group has a role.");
        browser.press("Add group");
        browser.fill("name", "migration-team");
        browser.choose("source", "ACTIVE_DIRECTORY");
        browser.tick("role", "Operator");
        assertThat(browser.faults()).isEmpty();
        browser.picture("group");
        browser.press("Add group");
        assertThat(browser.text()).contains("The group migration-team has its roles now.", "Operator", "Default");
        assertThat(browser.faults()).isEmpty();
        browser.press("migration-team");
        browser.tick("role", "Job Approver");
        browser.press("Save");
        assertThat(browser.text()).contains("The roles and scopes of migration-team are changed.");
        assertThat(browser.ticked("role", "Job Approver")).isTrue();
        browser.press("Remove");
        browser.click(".confirm-body .btn-danger");
        assertThat(browser.text()).contains("The group has no roles here any more.");
        browser.signOut();
    }

    @Test
    void aSecondFactorIsSetUpUsedAndTakenAway() throws Exception {
        long id = runAs.system(() ->
                        users.create(new AdminUserInput("carol", PASSWORD, Set.of("Read-only Analyst"), null, false)))
                .id();
        signIn("carol", PASSWORD);
        browser.open("/account/second-factor");
        browser.press("Set up");
        assertThat(browser.faults()).isEmpty();
        browser.picture("second-factor");
        assertThat(browser.await("svg.qr path").getAttribute("d")).startsWith("M");
        byte[] secret = Base32.decode(padded(browser.await("#factor-key").getText()));
        browser.fill("code", "000000");
        browser.press("Confirm and ask for it from now on");
        assertThat(browser.text()).contains("This is not the present code");
        assertThat(browser.faults()).isEmpty();
        browser.fill("code", code(secret, -30));
        browser.press("Confirm and ask for it from now on");
        assertThat(browser.text()).contains("Your second factor is set.");
        browser.signOut();
        signIn("carol", PASSWORD);
        assertThat(browser.text()).contains("This account has a second factor.");
        browser.fill("username", "carol");
        browser.fill("password", PASSWORD);
        browser.fill("code", code(secret, 0));
        browser.press("Sign in");
        browser.open("/account/rights");
        assertThat(browser.text()).contains("Read-only Analyst", "Through");
        assertThat(browser.faults()).isEmpty();
        browser.signOut();

        signIn("admin", ADMIN_PASSWORD);
        browser.open("/admin-users/" + id);
        browser.press("Remove second factor");
        browser.click(".confirm[open] .confirm-body .btn-danger");
        assertThat(browser.text()).contains("carol has no second factor any more.");
        assertThat(browser.faults()).isEmpty();
        browser.signOut();
    }

    @Test
    void aTokenIsRevokedByASecondPressThatSaysWhatIsLost() {
        signIn("admin", ADMIN_PASSWORD);
        browser.open("/api-tokens");
        browser.fill("name", "nightly report");
        browser.press("Create API token");
        browser.open("/api-tokens");
        browser.press("Revoke");
        assertThat(browser.text()).contains("Whatever signs in with the token nightly report is refused");
        assertThat(browser.faults()).isEmpty();
        browser.escape();
        assertThat(browser.text()).doesNotContain("Whatever signs in");
        browser.press("Revoke");
        browser.click(".confirm[open] .confirm-body .btn-danger");
        assertThat(browser.text()).contains("The token is revoked and no longer works.");
        browser.signOut();
    }

    private void signIn(String user, String password) {
        browser.open("/login");
        browser.signIn(user, password);
    }

    private static String padded(String secret) {
        return secret + "=".repeat((8 - secret.length() % 8) % 8);
    }

    private static String code(byte[] secret, int seconds) throws Exception {
        return APP.generateOneTimePasswordString(
                new SecretKeySpec(secret, APP.getAlgorithm()), Instant.now().plusSeconds(seconds));
    }
}
