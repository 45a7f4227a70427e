package org.godwit.distribution;

import java.util.List;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/** Distribution points of source hierarchies, as gathered. */
public interface SourceDistributionPointService {

    /** All of a hierarchy with their eligibility, sorted by {@code serverName} (the default), {@code siteCode} or {@code id}. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    Page<SourcePoint> list(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, PageQuery query);

    /** Those of every hierarchy within the scopes of whoever asks, by server. */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    List<SourcePointName> names();

    /** @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_POINT_NOT_FOUND} */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    SourcePoint get(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id);

    /**
     * Chooses whether content is taken from it.
     *
     * @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_POINT_NOT_FOUND}
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourcePoint share(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id, boolean shared);

    /**
     * Chooses the same for every distribution point of a site and of the secondary sites below it (CM-88).
     *
     * @throws org.godwit.shared.GodwitException {@code SITE_WITHOUT_DISTRIBUTION_POINT}, {@code SITE_CODE_INVALID}
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    List<SourcePoint> shareSite(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, String siteCode, boolean shared);

    /**
     * Says where its content library lies, in place of the derived share.
     *
     * @throws org.godwit.shared.GodwitException {@code DISTRIBUTION_POINT_NOT_FOUND}, {@code LOCATION_INVALID},
     *     {@code LOCATION_OUTSIDE_ROOTS}
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourcePoint setLocation(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, long id, Location location);
}
