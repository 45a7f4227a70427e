package org.godwit.credential;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** With which account something is reached. */
public sealed interface Account {

    Kind kind();

    enum Kind {
        COMPUTER_ACCOUNT,
        WINDOWS_USER,
        SQL_LOGIN,
        /** A sign-in to a service that is no source: a mail server, a webhook. Never an account of a source. */
        SERVICE_LOGIN;

        /** Those that a source can be read with. */
        public static List<Kind> ofSources() {
            return List.of(COMPUTER_ACCOUNT, WINDOWS_USER, SQL_LOGIN);
        }
    }

    /** The machine's own account (Kerberos; nothing is stored). The default everywhere. */
    record ComputerAccount() implements Account {
        @Override
        public Kind kind() {
            return Kind.COMPUTER_ACCOUNT;
        }
    }

    /**
     * @param domain NetBIOS or DNS name of the domain
     * @param user account name without the domain
     */
    record WindowsUser(
            String domain, String user, @JsonIgnore Secret password) implements Account {
        @Override
        public Kind kind() {
            return Kind.WINDOWS_USER;
        }
    }

    /** A SQL Server login. */
    record SqlLogin(String user, @JsonIgnore Secret password) implements Account {
        @Override
        public Kind kind() {
            return Kind.SQL_LOGIN;
        }
    }

    /** A sign-in to a service that is no source, e.g. a mail server. */
    record ServiceLogin(String user, @JsonIgnore Secret secret) implements Account {
        @Override
        public Kind kind() {
            return Kind.SERVICE_LOGIN;
        }
    }

    static Account computer() {
        return new ComputerAccount();
    }
}
