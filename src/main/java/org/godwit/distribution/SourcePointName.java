package org.godwit.distribution;

/**
 * A source distribution point, as it is chosen by name.
 *
 * @param present whether the last gathering found it
 */
public record SourcePointName(long id, long hierarchyId, String serverName, String siteCode, boolean present) {}
