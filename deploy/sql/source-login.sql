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
    -- RIGHT_GATHER_SITES
    ('v_Site'), ('v_Identification'),
    -- RIGHT_GATHER_CLIENTS
    ('v_R_System'), ('v_CombinedDeviceResources'),
    -- RIGHT_GATHER_CLIENT_ADDRESSES
    ('v_RA_System_MACAddresses'), ('v_RA_System_IPAddresses'), ('v_RA_System_ResourceNames'),
    ('v_RA_System_SMSAssignedSites'), ('v_RA_System_SMSInstalledSites'),
    -- RIGHT_GATHER_PACKAGES
    ('v_Package'), ('v_Program'),
    -- RIGHT_GATHER_COLLECTIONS
    ('v_Collection'), ('v_CollectionRuleQuery'), ('v_CollectionRuleDirect'), ('v_FullCollectionMembership'),
    -- RIGHT_GATHER_TASK_SEQUENCES
    ('v_TaskSequencePackage'), ('v_TaskSequencePackageReferences'),
    -- RIGHT_GATHER_IMAGES
    ('v_BootImagePackage'), ('v_ImagePackage'),
    -- RIGHT_GATHER_APPLICATIONS
    ('v_ConfigurationItems'), ('v_CIRelation'), ('v_LocalizedCIProperties'), ('v_TaskSequenceAppReferencesInfo'),
    -- RIGHT_GATHER_PACKAGE_STATUS
    ('v_DistributionPointInfo'), ('v_DistributionPoint'), ('v_PackageStatusDistPointsSumm'), ('v_Content'),
    -- RIGHT_GATHER_DRIVERS
    ('v_CI_DriversCIs'), ('v_DriverContentToPackage'),
    -- RIGHT_GATHER_UPDATES
    ('v_AuthListInfo'), ('v_UpdateInfo'),
    -- RIGHT_GATHER_DEPLOYMENTS
    ('v_Advertisement'), ('v_CIAssignment'), ('v_CIAssignmentToCI'),
    -- RIGHT_GATHER_METERING
    ('v_MeteredProductRule'),
    -- RIGHT_GATHER_FOLDERS
    ('vSMS_Folders'),
    -- RIGHT_COLLECTION_SETTINGS
    ('v_Collections'), ('v_CollectionVariable'), ('v_ServiceWindow'),
    -- RIGHT_COLLECTION_INCLUDES
    ('Collection_Rules'), ('Collections_G'),
    -- RIGHT_BOUNDARIES
    ('vSMS_Boundary'), ('BoundaryEx'),
    -- RIGHT_BOUNDARY_GROUPS
    ('vSMS_BoundaryGroup'), ('BoundaryGroup'), ('BoundaryGroupMembers'), ('vSMS_BoundaryGroupSiteSystems'),
    -- RIGHT_SERVER_ROLES
    ('v_SystemResourceList'),
    -- RIGHT_CONTENT_HASHES
    ('SMSPackages');

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
