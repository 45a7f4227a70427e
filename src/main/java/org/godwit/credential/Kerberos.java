package org.godwit.credential;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs accounts in to their Active Directory domain. */
@Component
public class Kerberos {

    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final KerberosProperties properties;

    Kerberos(KerberosProperties properties) {
        this.properties = properties;
    }

    /** Whether the account can be signed in by Kerberos at all: a SQL login, or a domain without its DNS name, cannot. */
    public boolean handles(Account account) {
        return account instanceof Account.ComputerAccount
                || account instanceof Account.WindowsUser user && user.domain().indexOf('.') > 0;
    }

    /**
     * @throws KerberosFailure if the domain does not sign it in
     * @throws IllegalArgumentException if {@link #handles} says no
     */
    public KerberosIdentity signIn(Account account) {
        if (!handles(account)) {
            throw new IllegalArgumentException("not an account of a domain");
        }
        return account instanceof Account.WindowsUser user ? user(user) : computer();
    }

    private KerberosIdentity computer() {
        Map<String, String> options = options();
        Path keytab = properties.keytab();
        String principal = properties.principal();
        if (keytab != null && principal != null) {
            if (!Files.isReadable(keytab)) {
                throw new KerberosFailure(KerberosFailure.Reason.NO_KEYTAB, null);
            }
            options.put("useKeyTab", "true");
            options.put("keyTab", keytab.toAbsolutePath().toString());
            options.put("principal", principal);
            options.put("storeKey", "true");
        } else {
            options.put("useTicketCache", "true");
            options.put("renewTGT", "true");
        }
        options.put("doNotPrompt", "true");
        return login(options, null);
    }

    private KerberosIdentity user(Account.WindowsUser user) {
        Map<String, String> options = options();
        options.put("useTicketCache", "false");
        return login(options, new Answers(user));
    }

    private static Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("isInitiator", "true");
        options.put("refreshKrb5Config", "true");
        return options;
    }

    private static KerberosIdentity login(Map<String, String> options, @Nullable CallbackHandler handler) {
        Configuration configuration = new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {
                    new AppConfigurationEntry(MODULE, AppConfigurationEntry.LoginModuleControlFlag.REQUIRED, options)
                };
            }
        };
        try {
            LoginContext login = new LoginContext("godwit", new Subject(), handler, configuration);
            login.login();
            return new KerberosIdentity(login);
        } catch (LoginException e) {
            throw KerberosFailure.of(e);
        }
    }

    /** Answers the sign-in's questions for a Windows user. */
    private record Answers(Account.WindowsUser user) implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user.user() + "@" + user.domain().toUpperCase(Locale.ROOT));
                } else if (callback instanceof PasswordCallback password) {
                    password.setPassword(user.password().reveal());
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        }
    }
}
