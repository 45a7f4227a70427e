package org.godwit.site;

import static org.godwit.site.SourceRight.Part.CLIENTS;
import static org.godwit.site.SourceRight.Part.CONTENT;
import static org.godwit.site.SourceRight.Part.OBJECTS;
import static org.godwit.site.SourceRight.Part.SITES;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The features that read a site database, with the views each needs (reference A to D, J). Preflight tries each of them, what a
 * gathering lacked is told by them, and {@code deploy/sql/source-login.sql} grants them.
 */
public enum SourceRight {
    GATHER_SITES(SITES, true, "the sites of the hierarchy", "v_Site"),
    IDENTIFY_SITE(SITES, false, "which site the database belongs to", "v_Identification"),
    GATHER_CLIENTS(CLIENTS, true, "client records and who is blocked", "v_R_System", "v_CombinedDeviceResources"),
    GATHER_CLIENT_ADDRESSES(
            CLIENTS,
            false,
            "addresses, names, sites and organizational units of clients",
            "v_RA_System_MACAddresses",
            "v_RA_System_IPAddresses",
            "v_RA_System_ResourceNames",
            "v_RA_System_SMSAssignedSites",
            "v_RA_System_SMSInstalledSites",
            "v_RA_System_IPSubnets",
            "v_RA_System_SystemOUName"),
    GATHER_CLIENT_CERTIFICATES(CLIENTS, false, "certificate thumbprints of clients", "ClientKeyData"),
    GATHER_CLIENT_CHANGES(
            CLIENTS, false, "when clients were last discovered, so that only changes are read", "v_AgentDiscoveries"),
    GATHER_PACKAGES(OBJECTS, true, "packages and programs", "v_Package", "v_Program"),
    GATHER_COLLECTIONS(
            OBJECTS,
            true,
            "collections, their query and direct rules, and their members",
            "v_Collection",
            "v_CollectionRuleQuery",
            "v_CollectionRuleDirect",
            "v_FullCollectionMembership"),
    GATHER_TASK_SEQUENCES(
            OBJECTS,
            true,
            "task sequences and what they use",
            "v_TaskSequencePackage",
            "v_TaskSequencePackageReferences"),
    GATHER_IMAGES(OBJECTS, true, "boot and operating system images", "v_BootImagePackage", "v_ImagePackage"),
    GATHER_APPLICATIONS(
            OBJECTS,
            false,
            "applications and configuration items",
            "v_ConfigurationItems",
            "v_CIRelation",
            "v_LocalizedCIProperties",
            "v_TaskSequenceAppReferencesInfo"),
    GATHER_PACKAGE_STATUS(
            CONTENT,
            true,
            "distribution points and what lies on them",
            "v_DistributionPointInfo",
            "v_DistributionPoint",
            "v_PackageStatusDistPointsSumm",
            "v_Content"),
    GATHER_DRIVERS(OBJECTS, false, "drivers and their content", "v_CI_DriversCIs", "v_DriverContentToPackage"),
    GATHER_UPDATES(OBJECTS, false, "software updates and their groups", "v_AuthListInfo", "v_UpdateInfo"),
    GATHER_DEPLOYMENTS(OBJECTS, false, "deployments", "v_Advertisement", "v_CIAssignment", "v_CIAssignmentToCI"),
    GATHER_METERING(OBJECTS, false, "software metering rules", "v_MeteredProductRule"),
    GATHER_ASSET_INTELLIGENCE(
            OBJECTS,
            false,
            "customisations of the Asset Intelligence catalogue",
            "v_LU_Category_Editable",
            "v_LU_SoftwareList_Editable",
            "v_LU_HardwareReadiness"),
    GATHER_TEMPLATES(OBJECTS, false, "templates of software update deployments", "vSMS_Template"),
    GATHER_SAVED_SEARCHES(OBJECTS, false, "saved searches", "vSMS_SearchFolder"),
    GATHER_FOLDERS(OBJECTS, false, "folders and what lies in them", "vSMS_Folders", "FolderMembers"),
    COLLECTION_SETTINGS(
            OBJECTS,
            false,
            "limiting collections, variables and maintenance windows",
            "v_Collections",
            "v_CollectionVariable",
            "v_ServiceWindow"),
    COLLECTION_INCLUDES(
            OBJECTS, false, "include and exclude rules of collections", "Collection_Rules", "Collections_G"),
    BOUNDARIES(OBJECTS, false, "boundaries with their values", "vSMS_Boundary"),
    BOUNDARY_GROUPS(
            OBJECTS,
            false,
            "boundary groups",
            "BoundaryGroup",
            "BoundaryGroupMembers",
            "vSMS_BoundaryGroupSiteSystems"),
    SERVER_ROLES(CONTENT, false, "which other roles the server of a distribution point has", "v_SystemResourceList"),
    CONTENT_HASHES(CONTENT, false, "the hashes of whole contents that the site states", "SMSPackages"),
    AUDIT_MESSAGES(
            SITES,
            false,
            "status messages, for the archive of the source's own audit",
            "v_StatusMessage",
            "v_StatMsgAttributes",
            "v_StatMsgInsStrs");

    /** Which part of a migration job a feature concerns; sites concern every job. */
    public enum Part {
        SITES,
        CLIENTS,
        OBJECTS,
        CONTENT
    }

    private final Part part;
    private final boolean needed;
    private final String gives;
    private final List<String> views;

    SourceRight(Part part, boolean needed, String gives, String... views) {
        this.part = part;
        this.needed = needed;
        this.gives = gives;
        this.views = List.of(views);
    }

    /** Those whose views a source does not show to a login. */
    public static Set<SourceRight> lacking(Predicate<String> shows) {
        return Arrays.stream(values())
                .filter(right -> right.views.stream()
                        .anyMatch(view ->
                                !shows.test(view) && standIn(view).filter(shows).isEmpty()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Another view or table that holds the same, for who has no right on the view itself. */
    public static Optional<String> standIn(String view) {
        return switch (view) {
            case "vSMS_Boundary" -> Optional.of("BoundaryEx");
            case "BoundaryGroup" -> Optional.of("vSMS_BoundaryGroup");
            default -> Optional.empty();
        };
    }

    public Part part() {
        return part;
    }

    /** Whether gathering fails without it. */
    public boolean needed() {
        return needed;
    }

    /** What it gives, in words. */
    public String gives() {
        return gives;
    }

    /** All of them are needed for the feature, or their {@link #standIn}. */
    public List<String> views() {
        return views;
    }

    /** Whether an SMS Provider gives all of the same. */
    public boolean givenByProvider() {
        return this == COLLECTION_INCLUDES || this == BOUNDARIES || this == BOUNDARY_GROUPS;
    }

    /** What a migration lacks where this was not gathered, one sentence. */
    public String without() {
        return switch (this) {
            case COLLECTION_INCLUDES ->
                "Include and exclude rules of collections were not gathered: collections are made without them and may get"
                        + " other members.";
            case BOUNDARIES -> "Boundaries were not gathered: none is made.";
            case BOUNDARY_GROUPS -> "Boundary groups were not gathered in full: none, or incomplete ones, are made.";
            case CONTENT_HASHES ->
                "The hashes of whole contents that the source states were not gathered: content is verified file by file,"
                        + " not as a whole.";
            default -> "Not gathered, or not in full: " + gives + ".";
        };
    }

    /** What to do to have it gathered, one sentence. */
    public String remedy() {
        String grants = "grant the source login SELECT on " + String.join(", ", views);
        return givenByProvider()
                ? "Give the source hierarchy an SMS Provider, or " + grants + "; then gather again."
                : Character.toUpperCase(grants.charAt(0)) + grants.substring(1) + "; then gather again.";
    }
}
