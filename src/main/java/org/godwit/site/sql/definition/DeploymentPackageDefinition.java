package org.godwit.site.sql.definition;

import org.godwit.site.ObjectType;

/** Software update deployment packages with the contents they hold. */
final class DeploymentPackageDefinition {

    private DeploymentPackageDefinition() {}

    static ObjectDefinition get() {
        return PackageKinds.of(ObjectType.DEPLOYMENT_PACKAGE, PackageKinds.SOFTWARE_UPDATES)
                .detail("Contents", "v_Content", "PkgID", "Content_UniqueID", "ContentVersion")
                .advises(ConfigurationItems.SYNCHRONISED)
                .becomes("Made as it is; its content moves with a content job.");
    }
}
