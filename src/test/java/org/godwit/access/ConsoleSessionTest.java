package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.ObjectOutputStream;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.godwit.security.RunAs;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@IntegrationTest
class ConsoleSessionTest {

    private static final String PASSWORD = "four random words here";

    @Autowired
    MockMvc mvc;

    @Autowired
    AdminUserService users;

    @Autowired
    RunAs runAs;

    @Autowired
    FindByIndexNameSessionRepository<?> sessions;

    @Autowired
    JdbcClient jdbc;

    @Test
    void pagesForbidForeignScriptsAndFrames() throws Exception {
        mvc.perform(get("/login"))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "Content-Security-Policy",
                                org.hamcrest.Matchers.allOf(
                                        org.hamcrest.Matchers.containsString("script-src 'self';"),
                                        org.hamcrest.Matchers.containsString("frame-ancestors 'none'"))))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    @Test
    void aFormWithoutItsTokenIsRefused() throws Exception {
        AdminUser user = create(false);
        mvc.perform(form(user)).andExpect(status().isForbidden());
        mvc.perform(post("/logout")).andExpect(status().isForbidden());
    }

    @Test
    void signInGivesTheSessionAnotherId() throws Exception {
        AdminUser user = create(false);
        Cookie planted = signIn(user);
        Cookie renewed = sessionOf(form(user).cookie(planted));
        assertThat(renewed.getValue()).isNotEqualTo(planted.getValue());
        mvc.perform(get("/account/password").cookie(renewed)).andExpect(status().isOk());
        mvc.perform(get("/account/password").cookie(planted)).andExpect(redirectedUrl("/login"));
    }

    @Test
    void aWrongPasswordLeadsBackToTheForm() throws Exception {
        mvc.perform(post("/login")
                        .param("username", "admin")
                        .param("password", "wrong")
                        .with(csrf()))
                .andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void aSessionEndsWhenItsUserIsDisabled() throws Exception {
        AdminUser user = create(false);
        Cookie session = signIn(user);
        mvc.perform(get("/no-such-page").cookie(session)).andExpect(status().isNotFound());
        runAs.system(() -> users.update(user.id(), new AdminUserChange(null, null, null, false)));
        mvc.perform(get("/no-such-page").cookie(session)).andExpect(redirectedUrl("/login?ended"));
        mvc.perform(get("/no-such-page").cookie(session)).andExpect(redirectedUrl("/login"));
    }

    @Test
    void aSessionEndsWhenThePasswordIsChangedElsewhere() throws Exception {
        AdminUser user = create(false);
        Cookie session = signIn(user);
        runAs.user(user.name(), () -> users.changeOwnPassword(PASSWORD, "another good password"));
        mvc.perform(get("/no-such-page").cookie(session)).andExpect(redirectedUrl("/login?ended"));
    }

    @Test
    void whoMustChangeHerPasswordSeesNothingElse() throws Exception {
        AdminUser user = create(true);
        Cookie session = signIn(user);
        mvc.perform(get("/").cookie(session)).andExpect(redirectedUrl("/account/password"));
        mvc.perform(get("/account/password").cookie(session)).andExpect(status().isOk());
    }

    @Test
    void aSessionLivesInTheDatabaseSoThatAnyNodeAnswers() throws Exception {
        AdminUser user = create(false);
        Cookie session = signIn(user);
        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(sessions.findByPrincipalName(user.name())).hasSize(1);
    }

    @Test
    void whatIsNoSessionAttributeIsNotBuilt() throws Exception {
        AdminUser user = create(false);
        Cookie session = signIn(user);
        ByteArrayOutputStream planted = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(planted)) {
            out.writeObject(new File("/planted"));
        }
        int changed = jdbc.sql("""
                        UPDATE console_session_attributes SET attribute_bytes = :bytes WHERE session_primary_id IN
                            (SELECT primary_id FROM console_session WHERE principal_name = :name)""")
                .param("bytes", planted.toByteArray())
                .param("name", user.name())
                .update();
        assertThat(changed).isPositive();
        mvc.perform(get("/account/password").cookie(session)).andExpect(redirectedUrl("/login"));
    }

    private Cookie signIn(AdminUser user) throws Exception {
        return sessionOf(form(user));
    }

    private Cookie sessionOf(MockHttpServletRequestBuilder signIn) throws Exception {
        return Objects.requireNonNull(mvc.perform(signIn.with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getCookie("SESSION"));
    }

    private AdminUser create(boolean mustChangePassword) {
        return runAs.system(() -> users.create(
                new AdminUserInput("s-" + UUID.randomUUID(), PASSWORD, Set.of("Operator"), null, mustChangePassword)));
    }

    private static MockHttpServletRequestBuilder form(AdminUser user) {
        return post("/login").param("username", user.name()).param("password", PASSWORD);
    }
}
