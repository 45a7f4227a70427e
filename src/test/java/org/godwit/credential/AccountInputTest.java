package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AccountInputTest {

    private static final String PASSWORD = "S3cret!Pass";

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void readsTheThreeKinds() {
        assertThat(read("{\"kind\":\"COMPUTER_ACCOUNT\"}").toAccount()).isInstanceOf(Account.ComputerAccount.class);
        assertThat(read("{\"kind\":\"SQL_LOGIN\",\"user\":\"reader\",\"password\":\"" + PASSWORD + "\"}")
                        .toAccount())
                .isInstanceOfSatisfying(Account.SqlLogin.class, login -> {
                    assertThat(login.user()).isEqualTo("reader");
                    assertThat(login.password().reveal()).isEqualTo(PASSWORD.toCharArray());
                });
        assertThat(
                        read("{\"kind\":\"WINDOWS_USER\",\"domain\":\"corp.example\",\"user\":\"reader\",\"password\":\"x\"}")
                                .toAccount())
                .isInstanceOfSatisfying(
                        Account.WindowsUser.class,
                        user -> assertThat(user.domain()).isEqualTo("corp.example"));
    }

    @Test
    void theComputerAccountIsTheDefault() {
        assertThat(AccountInput.toAccount(null)).isEqualTo(Account.computer());
        assertThat(read("{}").toAccount()).isEqualTo(Account.computer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"SQL_LOGIN\",\"user\":\"reader\"}",
                "{\"kind\":\"SQL_LOGIN\",\"user\":\"reader\",\"password\":\"\"}",
                "{\"kind\":\"SQL_LOGIN\",\"password\":\"x\"}",
                "{\"kind\":\"SQL_LOGIN\",\"domain\":\"corp\",\"user\":\"reader\",\"password\":\"x\"}",
                "{\"kind\":\"WINDOWS_USER\",\"user\":\"reader\",\"password\":\"x\"}",
                "{\"kind\":\"COMPUTER_ACCOUNT\",\"password\":\"x\"}",
                "{\"kind\":\"SQL_LOGIN\",\"user\":\"read\\u0000er\",\"password\":\"x\"}"
            })
    void refusesHalfAnAccount(String text) {
        AccountInput input = read(text);

        assertThatThrownBy(input::toAccount)
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("ACCOUNT_INVALID"));
    }

    @Test
    void neverWritesThePassword() {
        AccountInput input = read("{\"kind\":\"SQL_LOGIN\",\"user\":\"reader\",\"password\":\"" + PASSWORD + "\"}");
        Account account = input.toAccount();

        assertThat(json.writeValueAsString(input)).doesNotContain(PASSWORD);
        assertThat(json.writeValueAsString(account)).doesNotContain(PASSWORD);
        assertThat(json.writeValueAsString(Secret.of(PASSWORD))).doesNotContain(PASSWORD);
        assertThat(input + " " + account).doesNotContain(PASSWORD);
    }

    private AccountInput read(String text) {
        return json.readValue(text, AccountInput.class);
    }
}
