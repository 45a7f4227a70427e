package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.unboundid.util.Base32;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.godwit.security.RunAs;
import org.godwit.shared.GodwitException;
import org.godwit.testing.IntegrationTest;
import org.godwit.testing.TableDump;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@IntegrationTest
class SecondFactorTest {

    private static final String PASSWORD = "four random words here";
    private static final TimeBasedOneTimePasswordGenerator APP = new TimeBasedOneTimePasswordGenerator();

    @Autowired
    SecondFactorService secondFactors;

    @Autowired
    AdminUserService users;

    @Autowired
    RunAs runAs;

    @Autowired
    MockMvc mvc;

    @Autowired
    DataSource database;

    private AdminUser user;

    @BeforeEach
    void anAccount() {
        user = runAs.system(() -> users.create(
                new AdminUserInput("otp-" + UUID.randomUUID(), PASSWORD, Set.of("Read-only Analyst"), null, false)));
    }

    @Test
    void onceConfirmedTheCodeIsAskedForAndTakenOnce() throws Exception {
        byte[] secret = begin();
        form(null).andExpect(redirectedUrl("/"));
        refused("CODE_WRONG", "000000");
        runAs.user(user.name(), () -> secondFactors.confirm(code(secret, -30)));
        assertThat(runAs.system(() -> users.get(user.id())).secondFactor()).isTrue();
        form(null).andExpect(redirectedUrl("/login?error=SECOND_FACTOR_REQUIRED"));
        form("123456").andExpect(redirectedUrl("/login?error"));
        String code = code(secret, 0);
        form(code).andExpect(redirectedUrl("/"));
        form(code).andExpect(redirectedUrl("/login?error"));
        form(code(secret, -30)).andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void programsNeedATokenInstead() throws Exception {
        byte[] secret = begin();
        runAs.user(user.name(), () -> secondFactors.confirm(code(secret, 0)));
        mvc.perform(get("/api/v1/admin-users/me").with(httpBasic(user.name(), PASSWORD)))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("SECOND_FACTOR_REQUIRED"));
    }

    @Test
    void wrongCodesLockTheAccountAsWrongPasswordsDo() throws Exception {
        byte[] secret = begin();
        runAs.user(user.name(), () -> secondFactors.confirm(code(secret, 0)));
        for (int i = 0; i < 5; i++) {
            form("00000" + i).andExpect(redirectedUrl("/login?error"));
        }
        assertThat(runAs.system(() -> users.get(user.id())).lockedUntil()).isNotNull();
    }

    @Test
    void itGoesWithACodeOfItsOwnOrByAnAdministrator() {
        byte[] secret = begin();
        runAs.user(user.name(), () -> secondFactors.confirm(code(secret, -30)));
        runAs.user(user.name(), () -> secondFactors.remove(code(secret, 0)));
        byte[] another = begin();
        assertThat(another).isNotEqualTo(secret);
        runAs.user(user.name(), () -> secondFactors.confirm(code(another, 0)));
        runAs.system(() -> users.update(user.id(), new AdminUserChange(null, null, null, null, null, false)));
        assertThat(runAs.system(() -> users.get(user.id())).secondFactor()).isFalse();
    }

    @Test
    void theSecretIsNotInTheDatabase() throws Exception {
        byte[] secret = begin();
        String everything = TableDump.of(database);
        assertThat(everything)
                .doesNotContain(java.util.HexFormat.of().formatHex(secret))
                .doesNotContain(Base32.encode(secret));
    }

    private byte[] begin() {
        SecondFactorService.Setup setup = runAs.user(user.name(), () -> secondFactors.begin());
        assertThat(setup.uri()).startsWith("otpauth://totp/Godwit:").contains("secret=" + setup.secret());
        try {
            return Base32.decode(setup.secret());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** As the authenticator app would show it so many seconds from now. */
    private static String code(byte[] secret, int seconds) {
        try {
            return APP.generateOneTimePasswordString(
                    new SecretKeySpec(secret, "HmacSHA1"), Instant.now().plusSeconds(seconds), Locale.ROOT);
        } catch (java.security.InvalidKeyException e) {
            throw new AssertionError(e);
        }
    }

    private void refused(String code, String given) {
        assertThatThrownBy(() -> runAs.user(user.name(), () -> secondFactors.confirm(given)))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private ResultActions form(@org.jspecify.annotations.Nullable String code) throws Exception {
        MockHttpServletRequestBuilder form = post("/login")
                .param("username", user.name())
                .param("password", PASSWORD)
                .with(csrf());
        return mvc.perform(code == null ? form : form.param("code", code));
    }
}
