package org.godwit.console;

import java.util.List;
import org.godwit.credential.Account;
import org.godwit.credential.AccountInput;
import org.godwit.distribution.Location;
import org.jspecify.annotations.Nullable;

/**
 * The part of a form that says where a content library lies.
 *
 * @param path of a directory
 * @param folder inside the share
 * @param unencrypted whether the connection to a share need not be encrypted; null for no
 * @param account with which the share or the address is reached
 */
record LocationForm(
        @Nullable Kind kind,
        @Nullable String path,
        @Nullable String server,
        @Nullable String share,
        @Nullable String folder,
        @Nullable String url,
        @Nullable Boolean unencrypted,
        @Nullable AccountForm account) {

    enum Kind {
        DIRECTORY,
        SMB,
        HTTP
    }

    static LocationForm empty() {
        return new LocationForm(Kind.DIRECTORY, null, null, null, null, null, null, AccountForm.COMPUTER);
    }

    Location location() {
        return switch (kind == null ? Kind.DIRECTORY : kind) {
            case DIRECTORY -> new Location.Directory(text(path), List.of());
            case SMB ->
                new Location.Smb(
                        text(server),
                        text(share),
                        text(folder).isEmpty() ? null : text(folder),
                        accountInput(),
                        !Boolean.TRUE.equals(unencrypted));
            case HTTP -> new Location.Http(text(url), accountInput());
        };
    }

    private @Nullable AccountInput accountInput() {
        boolean asComputer =
                account == null || account.kind() == null || account.kind() == Account.Kind.COMPUTER_ACCOUNT;
        return account == null || asComputer ? null : account.input();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
