package org.godwit.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerberosFailureTest {

    @ParameterizedTest
    @CsvSource({
        "Clock skew too great (37),CLOCK_SKEW",
        "Pre-authentication information was invalid (24),WRONG_PASSWORD",
        "Clients credentials have been revoked (18),ACCOUNT_UNUSABLE",
        "Password has expired - change password to reset (23),PASSWORD_EXPIRED",
        "Client not found in Kerberos database (6),UNKNOWN_ACCOUNT",
        "Server not found in Kerberos database (7),UNKNOWN_SERVICE",
        "Unable to obtain password from user,NO_KEYTAB",
        "Something else,OTHER"
    })
    void tellsTheReasonFromWhatThePlatformSays(String message, KerberosFailure.Reason reason) {
        KerberosFailure failure = KerberosFailure.of(new LoginException(message));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.hint()).isNotBlank();
    }

    @Test
    void aDomainControllerThatDoesNotAnswerIsNamed() {
        LoginException thrown = new LoginException("Receive timed out");
        thrown.initCause(new SocketTimeoutException("Receive timed out"));

        assertThat(KerberosFailure.of(thrown).reason()).isEqualTo(KerberosFailure.Reason.KDC_UNREACHABLE);
    }
}
