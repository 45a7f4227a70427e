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
            "addresses, names and sites of clients",
            "v_RA_System_MACAddresses",
            "v_RA_System_IPAddresses",
            "v_RA_System_ResourceNames",
            "v_RA_System_SMSAssignedSites",
            "v_RA_System_SMSInstalledSites"),
    GATHER_PACKAGES(true, "packages and programs", "v_Package", "v_Program"),
    GATHER_COLLECTIONS(
            true,
            "collections, their query and direct rules, and their members",
            "v_Collection",
            "v_CollectionRuleQuery",
            "v_CollectionRuleDirect",
            "v_FullCollectionMembership"),
    GATHER_TASK_SEQUENCES(
            true, "task sequences and what they use", "v_TaskSequencePackage", "v_TaskSequencePackageReferences"),
    GATHER_IMAGES(true, "boot and operating system images", "v_BootImagePackage", "v_ImagePackage"),
    GATHER_APPLICATIONS(
            false,
            "applications and configuration items",
            "v_ConfigurationItems",
            "v_CIRelation",
            "v_LocalizedCIProperties",
            "v_TaskSequenceAppReferencesInfo"),
    GATHER_PACKAGE_STATUS(
            true,
            "distribution points and what lies on them",
            "v_DistributionPointInfo",
            "v_DistributionPoint",
            "v_PackageStatusDistPointsSumm",
            "v_Content"),
    GATHER_DRIVERS(false, "drivers and their content", "v_CI_DriversCIs", "v_DriverContentToPackage"),
    GATHER_UPDATES(false, "software updates and their groups", "v_AuthListInfo", "v_UpdateInfo"),
    GATHER_DEPLOYMENTS(false, "deployments", "v_Advertisement", "v_CIAssignment", "v_CIAssignmentToCI"),
    GATHER_METERING(false, "software metering rules", "v_MeteredProductRule"),
    GATHER_FOLDERS(false, "folders", "vSMS_Folders"),
    COLLECTION_SETTINGS(
            false,
            "limiting collections, variables and maintenance windows",
            "v_Collections",
            "v_CollectionVariable",
            "v_ServiceWindow"),
    COLLECTION_INCLUDES(false, "include and exclude rules of collections", "Collection_Rules", "Collections_G"),
    BOUNDARIES(false, "values of boundaries", "vSMS_Boundary"),
    BOUNDARY_GROUPS(
            false, "boundary groups", "vSMS_BoundaryGroup", "BoundaryGroupMembers", "vSMS_BoundaryGroupSiteSystems"),
    SERVER_ROLES(false, "which other roles the server of a distribution point has", "v_SystemResourceList"),
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
