package org.godwit.catalog;

/**
 * Kinds of objects and data that no migration moves, so that an administrator sees what must be rebuilt by hand (reference CM
 * section 5, "never migrates" and "in neither list").
 */
public enum NotMigrated {
    CLIENT_SETTINGS("They belong to a hierarchy's own policy.", "Make them anew and deploy them."),
    ANTIMALWARE_POLICIES("They belong to a hierarchy's own policy.", "Export and import them in the console."),
    AUTOMATIC_DEPLOYMENT_RULES(
            "They depend on the destination's software update point.",
            "Make them anew after the first synchronisation."),
    ALERTS_AND_SUBSCRIPTIONS("They watch the source's own sites.", "Make them anew."),
    DISCOVERY_AND_SITE_SETTINGS("They describe the source's own sites.", "Configure the destination's sites."),
    SCRIPTS("No documented view holds them.", "Export and import them in the console."),
    STATUS_FILTER_RULES("They describe the source's own sites.", "Make them anew."),
    USER_DEVICE_AFFINITIES(
            "They concern people, and clients report them anew.", "Nothing: they come back by themselves."),
    QUERIES("They are not part of migration.", "Export and import them in the console."),
    REPORTS("They belong to the reporting services point.", "Export them with Report Builder and test them."),
    SECURITY_ROLES_AND_SCOPES(
            "They say who may do what in the source.", "Make them anew, by design of the destination."),
    INVENTORY_AND_COMPLIANCE_DATA("Clients send it anew.", "Nothing: it comes back by itself."),
    INVENTORY_CUSTOMISATIONS("They belong to client settings.", "Import the same classes at the destination."),
    CUSTOM_UPDATES("Updates of a custom catalogue are published, not migrated.", "Publish them to the destination."),
    UNINTERPRETED_CONFIGURATION_ITEMS("Nothing interprets them.", "Make configuration items for the same settings."),
    AUDIT_MESSAGES("They are the source's own record.", "Make an archive of them before the source goes away."),
    SITE_INFRASTRUCTURE("Only distribution points can change hierarchies.", "Install the destination's own roles.");

    private final String reason;
    private final String instead;

    NotMigrated(String reason, String instead) {
        this.reason = reason;
        this.instead = instead;
    }

    /** Why it does not migrate, one sentence. */
    public String reason() {
        return reason;
    }

    /** What to do instead, one sentence. */
    public String instead() {
        return instead;
    }
}
