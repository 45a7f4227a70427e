package org.godwit.distribution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.godwit.credential.AccountInput;
import org.jspecify.annotations.Nullable;

/**
 * Where a content library lies (design 10). An account given with it goes into the vault and is never written out with its
 * password.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Location.Directory.class, name = "DIRECTORY"),
    @JsonSubTypes.Type(value = Location.Smb.class, name = "SMB"),
    @JsonSubTypes.Type(value = Location.Http.class, name = "HTTP")
})
public sealed interface Location {

    /** The location as a person would write it, for messages. */
    String text();

    /**
     * A local or mounted directory.
     *
     * @param path the library's root, the directory that holds PkgLib, DataLib and FileLib
     * @param additionalPaths roots on further drives a library spans to; only their FileLib is used; null means none
     */
    record Directory(String path, @Nullable List<String> additionalPaths) implements Location {
        public Directory {
            additionalPaths = additionalPaths == null ? List.of() : List.copyOf(additionalPaths);
        }

        @Override
        public List<String> additionalPaths() {
            return additionalPaths == null ? List.of() : additionalPaths;
        }

        @Override
        public String text() {
            return additionalPaths().isEmpty() ? path : path + " and " + String.join(", ", additionalPaths());
        }
    }

    /**
     * An SMB 3 share.
     *
     * @param server host name or address
     * @param share share name, e.g. {@code SCCMContentLib$}
     * @param path folder inside the share; null for the share's root
     * @param account with which to sign in; null means the computer account
     * @param encryption whether the connection must be encrypted; null means yes. It is always signed
     */
    record Smb(
            String server,
            String share,
            @Nullable String path,
            @Nullable AccountInput account,
            @Nullable Boolean encryption)
            implements Location {

        public Smb {
            encryption = !Boolean.FALSE.equals(encryption);
        }

        /** With encryption. */
        public Smb(String server, String share, @Nullable String path, @Nullable AccountInput account) {
            this(server, share, path, account, true);
        }

        @Override
        public String text() {
            String root = "\\\\" + server + "\\" + share;
            return path == null || path.isBlank() ? root : root + "\\" + path;
        }
    }

    /**
     * A distribution point over HTTP(S); a source only.
     *
     * @param url up to and without the virtual directory, e.g. {@code https://dp1.contoso.com}
     * @param account with which to sign in; null means the computer account
     */
    record Http(String url, @Nullable AccountInput account) implements Location {
        @Override
        public String text() {
            return url;
        }
    }
}
