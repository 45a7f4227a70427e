package org.godwit.distribution;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.godwit.shared.GodwitException;
import org.godwit.shared.GodwitProperties;
import org.godwit.shared.NetworkGuard;
import org.springframework.stereotype.Component;

/** Which locations are allowed: directories only under a content root, links resolved (design 6). */
@Component
class LocationRules {

    private static final String HINT = "Give a directory below one of the directories listed in godwit.content.roots.";

    private final GodwitProperties properties;
    private final NetworkGuard guard;

    LocationRules(GodwitProperties properties, NetworkGuard guard) {
        this.properties = properties;
        this.guard = guard;
    }

    /**
     * @throws GodwitException {@code LOCATION_INVALID} if it is not complete, {@code LOCATION_OUTSIDE_ROOTS} if a directory
     *     lies, after resolving links, outside every content root, {@code HOST_REFUSED}
     */
    void check(Location location) {
        if (location instanceof Location.Directory directory) {
            directory(directory.path());
            directory.additionalPaths().forEach(this::directory);
        } else if (location instanceof Location.Smb smb) {
            require(smb.server() != null && smb.server().matches("[A-Za-z0-9._-]{1,255}(:\\d{1,5})?"), "SMB server");
            require(smb.share() != null && smb.share().matches("[^\\\\/:*?\"<>|\\p{Cntrl}]{1,80}"), "share name");
            require(smb.path() == null || !smb.path().contains(".."), "path inside the share");
            guard.check(smb.server().replaceAll(":\\d+$", ""));
        } else if (location instanceof Location.Http http) {
            require(http.url() != null && http.url().matches("https?://[^\\s/@?#]+(/[^\\s?#]*)?"), "URL");
            String host = URI.create(http.url()).getHost();
            require(host != null, "URL");
            guard.check(host);
        }
    }

    /** The directory a location names, real as far as it exists, checked against the content roots. */
    Path directory(String text) {
        Path path;
        try {
            path = Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException | NullPointerException e) {
            throw GodwitException.invalid("LOCATION_INVALID", "The location's path is not a path.", HINT);
        }
        Path real = real(path);
        if (properties.contentRoots().stream().map(LocationRules::real).noneMatch(real::startsWith)) {
            throw GodwitException.refused(
                    "LOCATION_OUTSIDE_ROOTS",
                    "The directory " + path
                            + " does not lie under a directory that content may be read from and written to.",
                    HINT);
        }
        return real;
    }

    /** The real path of what exists, and the rest as it stands. */
    private static Path real(Path path) {
        for (Path there = path; there != null; there = there.getParent()) {
            if (Files.exists(there, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                try {
                    return there.toRealPath().resolve(there.relativize(path)).normalize();
                } catch (IOException e) {
                    throw new GodwitException(
                            GodwitException.Kind.REFUSED,
                            "LOCATION_INVALID",
                            "The directory " + path + " cannot be resolved.",
                            HINT,
                            e);
                }
            }
        }
        return path;
    }

    private static void require(boolean ok, String what) {
        if (!ok) {
            throw GodwitException.invalid(
                    "LOCATION_INVALID",
                    "The location's " + what + " is missing or not valid.",
                    "DIRECTORY needs a path, SMB a server and a share, HTTP a url.");
        }
    }
}
