package org.godwit.hierarchy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which source sites can be migrated from.
 *
 * @param newestBuild the newest build of Configuration Manager whose sites are read, the third part of the version; 9146 is
 *     release 2603. To be raised when what is new in a later release is known to leave the views alone
 */
@ConfigurationProperties("godwit.source-site")
record SourceSiteProperties(@DefaultValue("9146") int newestBuild) {}
