package org.godwit.console;

import java.util.List;
import java.util.Objects;
import org.godwit.credential.Account;
import org.godwit.distribution.Bandwidth;
import org.godwit.distribution.Location;
import org.godwit.distribution.NewDistributionPoint;
import org.jspecify.annotations.Nullable;

/**
 * The form that makes a distribution point of the destination.
 *
 * @param path directory, or folder inside the share
 * @param megabytesPerSecond bandwidth limit; null or 0 for none
 */
record DistributionPointForm(
        @Nullable String name,
        @Nullable String siteCode,
        @Nullable Kind kind,
        @Nullable String path,
        @Nullable String server,
        @Nullable String share,
        @Nullable String folder,
        @Nullable AccountForm account,
        @Nullable Integer megabytesPerSecond) {

    /** Where a destination point can lie. */
    enum Kind {
        DIRECTORY,
        SMB
    }

    static DistributionPointForm empty(String siteCode) {
        return new DistributionPointForm(
                null, siteCode, Kind.DIRECTORY, null, null, null, null, AccountForm.COMPUTER, null);
    }

    NewDistributionPoint wanted() {
        int limit = Objects.requireNonNullElse(megabytesPerSecond, 0);
        return new NewDistributionPoint(
                text(name), text(siteCode), location(), limit == 0 ? null : new Bandwidth(limit, List.of()));
    }

    private Location location() {
        if (kind != Kind.SMB) {
            return new Location.Directory(text(path), List.of());
        }
        boolean asComputer =
                account == null || account.kind() == null || account.kind() == Account.Kind.COMPUTER_ACCOUNT;
        return new Location.Smb(
                text(server),
                text(share),
                text(folder).isEmpty() ? null : text(folder),
                asComputer ? null : account.input());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
