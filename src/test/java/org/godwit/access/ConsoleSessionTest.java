package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.godwit.security.RunAs;
import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
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
        MockHttpSession planted = new MockHttpSession();
        String before = planted.getId();
        mvc.perform(form(user).session(planted).with(csrf())).andExpect(redirectedUrl("/"));
        assertThat(planted.getId()).isNotEqualTo(before);
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
        MockHttpSession session = signIn(user);
        mvc.perform(get("/no-such-page").session(session)).andExpect(status().isNotFound());
        runAs.system(() -> users.update(user.id(), new AdminUserChange(null, null, null, false)));
        mvc.perform(get("/no-such-page").session(session)).andExpect(redirectedUrl("/login?ended"));
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void aSessionEndsWhenThePasswordIsChangedElsewhere() throws Exception {
        AdminUser user = create(false);
        MockHttpSession session = signIn(user);
        runAs.user(user.name(), () -> users.changeOwnPassword(PASSWORD, "another good password"));
        mvc.perform(get("/no-such-page").session(session)).andExpect(redirectedUrl("/login?ended"));
    }

    @Test
    void whoMustChangeHerPasswordSeesNothingElse() throws Exception {
        AdminUser user = create(true);
        MockHttpSession session = signIn(user);
        mvc.perform(get("/").session(session)).andExpect(redirectedUrl("/account/password"));
        mvc.perform(get("/account/password").session(session)).andExpect(status().isOk());
    }

    private MockHttpSession signIn(AdminUser user) throws Exception {
        return (MockHttpSession) Objects.requireNonNull(mvc.perform(form(user).with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getRequest()
                .getSession(false));
    }

    private AdminUser create(boolean mustChangePassword) {
        return runAs.system(() -> users.create(
                new AdminUserInput("s-" + UUID.randomUUID(), PASSWORD, Set.of("Operator"), null, mustChangePassword)));
    }

    private static MockHttpServletRequestBuilder form(AdminUser user) {
        return post("/login").param("username", user.name()).param("password", PASSWORD);
    }
}
