-- The least a login needs at a source: SELECT on the views that are read, and nothing else. Run it in the site database of the
-- top-level site (CM_<site code>) as its owner. It grants what exists in this release and says what does not.
--
-- Computer account:  sqlcmd -S SQL01 -d CM_ABC -v login="CONTOSO\GODWIT01$" -i source-login.sql
-- SQL login:         CREATE LOGIN godwit_reader WITH PASSWORD = '…'; then -v login="godwit_reader"
--
-- Preflight asks for exactly these views and names the one that is missing. Each block below is one of its checks.

IF USER_ID('$(login)') IS NULL
    CREATE USER [$(login)] FOR LOGIN [$(login)];
GO

DECLARE @views TABLE (name SYSNAME NOT NULL);
INSERT INTO @views (name) VALUES
    -- RIGHT_GATHER_SITES: the sites of the hierarchy (needed)
    ('v_Site'),
    -- RIGHT_IDENTIFY_SITE: which site the database belongs to
    ('v_Identification'),
    -- RIGHT_GATHER_CLIENTS: client records and who is blocked (needed)
    ('v_R_System'), ('v_CombinedDeviceResources'),
    -- RIGHT_GATHER_CLIENT_ADDRESSES: addresses, names, sites and organizational units of clients
    ('v_RA_System_MACAddresses'), ('v_RA_System_IPAddresses'), ('v_RA_System_ResourceNames'), ('v_RA_System_SMSAssignedSites'),
    ('v_RA_System_SMSInstalledSites'), ('v_RA_System_IPSubnets'), ('v_RA_System_SystemOUName'),
    -- RIGHT_GATHER_CLIENT_CERTIFICATES: certificate thumbprints of clients
    ('ClientKeyData'),
    -- RIGHT_GATHER_CLIENT_CHANGES: when clients were last discovered, so that only changes are read
    ('v_AgentDiscoveries'),
    -- RIGHT_GATHER_PACKAGES: packages and programs (needed)
    ('v_Package'), ('v_Program'),
    -- RIGHT_GATHER_COLLECTIONS: collections, their query and direct rules, and their members (needed)
    ('v_Collection'), ('v_CollectionRuleQuery'), ('v_CollectionRuleDirect'), ('v_FullCollectionMembership'),
    -- RIGHT_GATHER_TASK_SEQUENCES: task sequences and what they use (needed)
    ('v_TaskSequencePackage'), ('v_TaskSequencePackageReferences'),
    -- RIGHT_GATHER_IMAGES: boot and operating system images (needed)
    ('v_BootImagePackage'), ('v_ImagePackage'),
    -- RIGHT_GATHER_APPLICATIONS: applications and configuration items
    ('v_ConfigurationItems'), ('v_CIRelation'), ('v_LocalizedCIProperties'), ('v_TaskSequenceAppReferencesInfo'),
    -- RIGHT_GATHER_PACKAGE_STATUS: distribution points and what lies on them (needed)
    ('v_DistributionPointInfo'), ('v_DistributionPoint'), ('v_PackageStatusDistPointsSumm'), ('v_Content'),
    -- RIGHT_GATHER_DRIVERS: drivers and their content
    ('v_CI_DriversCIs'), ('v_DriverContentToPackage'),
    -- RIGHT_GATHER_UPDATES: software updates and their groups
    ('v_AuthListInfo'), ('v_UpdateInfo'),
    -- RIGHT_GATHER_DEPLOYMENTS: deployments
    ('v_Advertisement'), ('v_CIAssignment'), ('v_CIAssignmentToCI'),
    -- RIGHT_GATHER_METERING: software metering rules
    ('v_MeteredProductRule'),
    -- RIGHT_GATHER_ASSET_INTELLIGENCE: customisations of the Asset Intelligence catalogue
    ('v_LU_Category_Editable'), ('v_LU_SoftwareList_Editable'), ('v_LU_HardwareReadiness'),
    -- RIGHT_GATHER_TEMPLATES: templates of software update deployments
    ('vSMS_Template'),
    -- RIGHT_GATHER_SAVED_SEARCHES: saved searches
    ('vSMS_SearchFolder'),
    -- RIGHT_GATHER_FOLDERS: folders and what lies in them
    ('vSMS_Folders'), ('FolderMembers'),
    -- RIGHT_COLLECTION_SETTINGS: limiting collections, variables and maintenance windows
    ('v_Collections'), ('v_CollectionVariable'), ('v_ServiceWindow'),
    -- RIGHT_COLLECTION_INCLUDES: include and exclude rules of collections
    ('Collection_Rules'), ('Collections_G'),
    -- RIGHT_BOUNDARIES: boundaries with their values
    ('vSMS_Boundary'),
    -- RIGHT_BOUNDARY_GROUPS: boundary groups
    ('BoundaryGroup'), ('BoundaryGroupMembers'), ('vSMS_BoundaryGroupSiteSystems'),
    -- RIGHT_SERVER_ROLES: which other roles the server of a distribution point has
    ('v_SystemResourceList'),
    -- RIGHT_CONTENT_HASHES: the hashes of whole contents that the site states
    ('SMSPackages'),
    -- RIGHT_AUDIT_MESSAGES: status messages, for the archive of the source's own audit
    ('v_StatusMessage'), ('v_StatMsgAttributes'), ('v_StatMsgInsStrs');

DECLARE @name SYSNAME, @sql NVARCHAR(1000);
DECLARE each CURSOR LOCAL FAST_FORWARD FOR SELECT name FROM @views;
OPEN each;
FETCH NEXT FROM each INTO @name;
WHILE @@FETCH_STATUS = 0
BEGIN
    IF OBJECT_ID('dbo.' + @name) IS NULL
        PRINT 'This release has no ' + @name + '.';
    ELSE
    BEGIN
        SET @sql = 'GRANT SELECT ON dbo.' + QUOTENAME(@name) + ' TO [$(login)]';
        EXEC (@sql);
    END;
    FETCH NEXT FROM each INTO @name;
END;
CLOSE each;
DEALLOCATE each;
GO
