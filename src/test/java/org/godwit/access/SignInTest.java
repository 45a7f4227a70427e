package org.godwit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.godwit.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@IntegrationTest
class SignInTest {

    @Autowired
    MockMvc mvc;

    @Test
    void restWithoutCredentialsIsAProblem() throws Exception {
        mvc.perform(get("/api/v1/anything"))
                .andExpect(status().isUnauthorized())
                .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
                .andExpect(header().string("WWW-Authenticate", org.hamcrest.Matchers.startsWith("Basic")))
                .andExpect(jsonPath("$.code").value("SIGN_IN_REQUIRED"))
                .andExpect(jsonPath("$.hint").isNotEmpty());
    }

    @Test
    void restWithTheFirstAdministratorsPasswordGetsPastTheDoor() throws Exception {
        mvc.perform(get("/api/v1/no-such-route").with(httpBasic("ADMIN", "Test-Admin-Passw0rd")))
                .andExpect(status().isNotFound());
    }

    @Test
    void aWrongPasswordIsAProblemAndSaysNotWhatWasWrong() throws Exception {
        for (String name : new String[] {"admin", "nobody-of-this-name"}) {
            mvc.perform(get("/api/v1/anything").with(httpBasic(name, "wrong")))
                    .andExpect(status().isUnauthorized())
                    .andExpect(jsonPath("$.code").value("SIGN_IN_FAILED"));
        }
    }

    @Test
    void theConsoleSendsToTheSignInPage() throws Exception {
        mvc.perform(get("/")).andExpect(status().is3xxRedirection()).andExpect(redirectedUrl("/login"));
    }

    @Test
    void correlationIdOfTheCallerComesBackOnlyIfItIsPlain() throws Exception {
        mvc.perform(get("/actuator/health").header("X-Correlation-Id", "abc-1"))
                .andExpect(status().isOk())
                .andExpect(header().string("X-Correlation-Id", "abc-1"));
        String made = mvc.perform(get("/actuator/health").header("X-Correlation-Id", "a\"b"))
                .andReturn()
                .getResponse()
                .getHeader("X-Correlation-Id");
        assertThat(made).matches("[0-9a-f-]{36}");
    }
}
