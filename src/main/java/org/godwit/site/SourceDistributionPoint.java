package org.godwit.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A distribution point of the source (reference D).
 *
 * @param serverName host taken from the NAL path or ServerName
 * @param nalPath the NAL path as text
 * @param siteCode its site
 * @param pull IsPullDP
 * @param pxe IsPXE
 * @param cloud true for a cloud distribution point
 * @param protectedPoint IsProtected
 * @param active IsActive
 * @param drive first drive of its content library; null if unknown
 * @param https Communication: whether clients reach it by HTTPS
 * @param serverRoles site system roles of its server, ascending; null where the source does not show them
 */
public record SourceDistributionPoint(
        String serverName,
        String nalPath,
        String siteCode,
        boolean pull,
        boolean pxe,
        boolean cloud,
        boolean protectedPoint,
        boolean active,
        @Nullable String drive,
        boolean https,
        @Nullable List<String> serverRoles) {

    public SourceDistributionPoint {
        serverRoles = serverRoles == null ? null : List.copyOf(serverRoles);
    }
}
