package org.godwit.agent.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.credential.Secret;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * The Windows users with which an order's libraries are opened, as they travel inside an {@link Envelope}. Libraries that are
 * not named are opened with the agent's own computer account.
 */
public record SealedAccounts(List<Entry> entries) {

    /** @param library key of the library */
    public record Entry(String library, String domain, String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Entry[" + library + "]";
        }
    }

    public SealedAccounts {
        entries = List.copyOf(entries);
    }

    /** @return null for an account of which nothing travels */
    public static @Nullable Entry entry(String library, Account account) {
        if (!(account instanceof Account.WindowsUser user)) {
            return null;
        }
        return new Entry(
                library, user.domain(), user.user(), new String(user.password().reveal()));
    }

    /** UTF-8 bytes for {@link Envelope#seal}, which overwrites them. */
    public byte[] bytes() {
        return CanonicalJson.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /** What an envelope held. */
    public static SealedAccounts of(byte[] opened) {
        return CanonicalJson.read(
                StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(opened)).toString(), SealedAccounts.class);
    }

    /** The account for a library. */
    public Account account(String library) {
        return entries.stream()
                .filter(e -> e.library().equals(library))
                .findFirst()
                .map(e -> new AccountInput(Account.Kind.WINDOWS_USER, e.domain(), e.user(), Secret.of(e.password()))
                        .toAccount())
                .orElseGet(Account::computer);
    }
}
