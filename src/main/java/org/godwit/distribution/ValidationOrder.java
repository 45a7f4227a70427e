package org.godwit.distribution;

import java.time.Instant;
import java.util.List;
import org.godwit.content.PackageManifest;
import org.jspecify.annotations.Nullable;

/**
 * Published packages of one point to be hashed again, as an agent is told it.
 *
 * @param target library to read
 * @param packages as they were published
 * @param bytesPerSecond how fast at most; 0 for no limit
 */
public record ValidationOrder(Consignment.Library target, List<PackageManifest> packages, long bytesPerSecond) {

    public ValidationOrder {
        packages = List.copyOf(packages);
    }

    /** What was found of one package; or, the last time, what the library holds besides. One of both is there. */
    public record Found(
            @Nullable Validated validated, @Nullable Besides besides) {

        /** In place of a package's id. */
        static final String BESIDES = "*";

        /** Whether it is a package of which nothing is missing or different. */
        public boolean asItWas() {
            return validated != null
                    && validated.differences().isEmpty()
                    && validated.unproven().isEmpty();
        }

        /** Under which name the order's results have it: the package's id, or {@link #BESIDES}. */
        public String item() {
            return validated == null ? BESIDES : validated.packageId();
        }
    }

    /**
     * A package that was hashed again.
     *
     * @param proven contents of which evidence says what they were
     * @param unproven contents of which nothing does
     * @param differences what is not as it was published, one plain sentence each; empty if all is
     * @param damaged hashes of the stored files that are missing or wrong
     * @param files stored files hashed
     * @param bytes bytes hashed
     * @param seen when it was begun, by the clock of whoever looked
     */
    public record Validated(
            String packageId,
            List<String> proven,
            List<String> unproven,
            List<String> differences,
            List<String> damaged,
            long files,
            long bytes,
            Instant seen) {

        public Validated {
            proven = List.copyOf(proven);
            unproven = List.copyOf(unproven);
            differences = List.copyOf(differences);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * What belongs to no package.
     *
     * @param orphans hashes of stored files that nobody is on record to use
     * @param halfWritten whether a run that is over has left something half written
     */
    public record Besides(List<String> orphans, boolean halfWritten) {

        public Besides {
            orphans = List.copyOf(orphans);
        }
    }
}
