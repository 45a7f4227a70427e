package org.godwit.credential;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** With which account something of a source is read. */
public sealed interface Account {

    Kind kind();

    enum Kind {
        COMPUTER_ACCOUNT,
        WINDOWS_USER,
        SQL_LOGIN
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

    static Account computer() {
        return new ComputerAccount();
    }
}
