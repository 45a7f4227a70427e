package org.godwit.distribution;

import java.util.List;
import org.godwit.content.PackageManifest;

/**
 * Published packages of one point to be compared with what proved them, as an agent is told it.
 *
 * @param target library to read
 * @param packages as they were published
 */
public record Inspection(Consignment.Library target, List<PackageManifest> packages) {

    public Inspection {
        packages = List.copyOf(packages);
    }

    /**
     * What an agent found.
     *
     * @param differences what is not as it was proven, one plain sentence each; empty if all is
     */
    public record Finding(long pointId, String packageId, List<String> differences) {}
}
