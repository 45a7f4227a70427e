package org.godwit.hierarchy;

import java.util.List;

/**
 * The features that read a site database, with the views each needs (reference A to D, J). The same list stands as grants in
 * {@code deploy/sql/source-login.sql}.
 */
enum SourceRight {
    GATHER_SITES(true, "the sites of the hierarchy", "v_Site"),
    GATHER_CLIENTS(true, "client records and who is blocked", "v_R_System", "v_CombinedDeviceResources"),
    GATHER_CLIENT_ADDRESSES(
            false,
            "addresses and names of clients",
            "v_RA_System_MACAddresses",
            "v_RA_System_IPAddresses",
            "v_RA_System_ResourceNames",
            "v_RA_System_SMSAssignedSites",
            "v_RA_System_SMSInstalledSites"),
    GATHER_OBJECTS(
            true,
            "packages, programs, collections and task sequences",
            "v_Package",
            "v_Program",
            "v_Collection",
            "v_TaskSequencePackage"),
    GATHER_IMAGES(
            false,
            "boot images, OS images and driver packages",
            "v_BootImagePackage",
            "v_ImagePackage",
            "v_DriverPackage"),
    GATHER_PACKAGE_STATUS(
            true,
            "distribution points and what lies on them",
            "v_DistributionPointInfo",
            "v_DistributionPoint",
            "v_ContentDistribution"),
    COLLECTION_RULES(false, "query and direct rules of collections", "v_CollectionRuleQuery", "v_CollectionRuleDirect"),
    COLLECTION_INCLUDES(false, "include and exclude rules of collections", "Collection_Rules", "Collections_G"),
    BOUNDARIES(
            false, "values of boundaries and boundary groups", "BoundaryEx", "BoundaryGroup", "BoundaryGroupMembers"),
    CONTENT_HASHES(false, "content hashes the site states", "SMSPackages");

    private final boolean needed;
    private final String gives;
    private final List<String> views;

    SourceRight(boolean needed, String gives, String... views) {
        this.needed = needed;
        this.gives = gives;
        this.views = List.of(views);
    }

    /** Whether gathering fails without it. */
    boolean needed() {
        return needed;
    }

    /** What it gives, in words. */
    String gives() {
        return gives;
    }

    List<String> views() {
        return views;
    }
}
