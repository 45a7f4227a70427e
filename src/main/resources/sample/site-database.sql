-- The views and tables of a Configuration Manager site database, as far as a migration reads them. Names and columns are
-- Microsoft's own. What is a view there is a table here: a reader sees no difference, and a generator can fill it.
-- Only SQL that H2 (MODE=MSSQLServer) and SQL Server both take. One statement ends with a semicolon at the end of a line.
-- (Unknown and Value are words of H2: always in brackets, which both take.)

-- Sites -------------------------------------------------------------------------------------------------------------

CREATE TABLE v_Site (
    SiteCode NVARCHAR(3) NOT NULL PRIMARY KEY,
    SiteName NVARCHAR(200),
    ServerName NVARCHAR(256),
    ReportingSiteCode NVARCHAR(3),
    Type INT,
    Version NVARCHAR(32),
    BuildNumber INT,
    Status INT,
    Mode INT,
    InstallDir NVARCHAR(260),
    TimeZoneInfo NVARCHAR(255)
);

CREATE TABLE v_Identification (
    ThisSiteCode NVARCHAR(3) NOT NULL PRIMARY KEY,
    ThisSiteName NVARCHAR(200)
);

CREATE TABLE v_SystemResourceList (
    SiteCode NVARCHAR(3),
    ServerName NVARCHAR(256),
    NALPath NVARCHAR(384),
    RoleName NVARCHAR(128),
    ResourceType NVARCHAR(64)
);

-- Clients -----------------------------------------------------------------------------------------------------------

CREATE TABLE v_R_System (
    ResourceID INT NOT NULL PRIMARY KEY,
    ResourceType INT,
    Name0 NVARCHAR(256),
    Netbios_Name0 NVARCHAR(256),
    SMS_Unique_Identifier0 NVARCHAR(255),
    Client0 INT,
    Client_Type0 INT,
    Client_Version0 NVARCHAR(256),
    Active0 INT,
    Obsolete0 INT,
    Decommissioned0 INT,
    Unknown0 INT,
    Creation_Date0 DATETIME,
    Resource_Domain_OR_Workgr0 NVARCHAR(256),
    Full_Domain_Name0 NVARCHAR(256),
    AD_Site_Name0 NVARCHAR(256),
    Operating_System_Name_and0 NVARCHAR(256),
    Build01 NVARCHAR(256),
    Hardware_ID0 NVARCHAR(256),
    SMBIOS_GUID0 NVARCHAR(256),
    SID0 NVARCHAR(256),
    Previous_SMS_UUID0 NVARCHAR(256),
    SMS_UUID_Change_Date0 DATETIME,
    Distinguished_Name0 NVARCHAR(512),
    User_Account_Control0 INT,
    Primary_Group_ID0 INT,
    Is_Virtual_Machine0 BIT,
    Virtual_Machine_Host_Name0 NVARCHAR(256),
    User_Name0 NVARCHAR(256),
    User_Domain0 NVARCHAR(256),
    Last_Logon_Timestamp0 DATETIME
);

CREATE TABLE v_CombinedDeviceResources (
    MachineID INT NOT NULL,
    ArchitectureKey INT NOT NULL,
    Name NVARCHAR(256),
    SMSID NVARCHAR(255),
    SiteCode NVARCHAR(3),
    Domain NVARCHAR(256),
    SMBIOSGUID NVARCHAR(256),
    SerialNumber NVARCHAR(255),
    MACAddress NVARCHAR(255),
    ClientVersion NVARCHAR(256),
    ClientType INT,
    IsClient BIT,
    IsActive BIT,
    IsObsolete BIT,
    IsVirtualMachine BIT,
    IsApproved INT,
    IsBlocked BIT,
    IsAlwaysInternet BIT,
    IsInternetEnabled BIT,
    ClientCertType INT,
    ClientState INT,
    [Unknown] BIT,
    CoManaged BIT,
    BoundaryGroups NVARCHAR(1000),
    UserName NVARCHAR(256),
    UserDomainName NVARCHAR(256),
    PrimaryUser NVARCHAR(512),
    CurrentLogonUser NVARCHAR(512),
    LastLogonUser NVARCHAR(512),
    ADSiteName NVARCHAR(256),
    ADLastLogonTime DATETIME,
    ClientActiveStatus INT,
    LastActiveTime DATETIME,
    LastPolicyRequest DATETIME,
    LastDDR DATETIME,
    LastHardwareScan DATETIME,
    LastSoftwareScan DATETIME,
    LastMPServerName NVARCHAR(256),
    DeviceOS NVARCHAR(256),
    DeviceOSBuild NVARCHAR(256),
    CNIsOnline BIT,
    CNLastOnlineTime DATETIME,
    PRIMARY KEY (MachineID, ArchitectureKey)
);

CREATE TABLE v_RA_System_MACAddresses (ResourceID INT NOT NULL, MAC_Addresses0 NVARCHAR(255));

CREATE TABLE v_RA_System_IPAddresses (ResourceID INT NOT NULL, IP_Addresses0 NVARCHAR(255));

CREATE TABLE v_RA_System_IPSubnets (ResourceID INT NOT NULL, IP_Subnets0 NVARCHAR(255));

CREATE TABLE v_RA_System_SystemOUName (ResourceID INT NOT NULL, System_OU_Name0 NVARCHAR(255));

CREATE TABLE v_RA_System_ResourceNames (ResourceID INT NOT NULL, Resource_Names0 NVARCHAR(256));

CREATE TABLE v_RA_System_SMSAssignedSites (ResourceID INT NOT NULL, SMS_Assigned_Sites0 NVARCHAR(256));

CREATE TABLE v_RA_System_SMSInstalledSites (ResourceID INT NOT NULL, SMS_Installed_Sites0 NVARCHAR(256));

CREATE TABLE v_AgentDiscoveries (
    ResourceId INT NOT NULL,
    ResourceType INT,
    AgentName NVARCHAR(256),
    AgentSite NVARCHAR(3),
    AgentTime DATETIME
);

CREATE TABLE ClientKeyData (
    SMSID NVARCHAR(255),
    Thumbprint NVARCHAR(64),
    IsRevoked BIT,
    ApprovalStatus INT,
    AADDeviceID NVARCHAR(64)
);

CREATE TABLE v_CH_ClientSummary (
    ResourceID INT NOT NULL PRIMARY KEY,
    ClientActiveStatus INT,
    ClientState INT,
    ClientStateDescription NVARCHAR(64),
    LastActiveTime DATETIME,
    LastOnline DATETIME,
    LastDDR DATETIME,
    LastHW DATETIME,
    LastSW DATETIME,
    LastPolicyRequest DATETIME,
    LastStatusMessage DATETIME,
    LastHealthEvaluation DATETIME,
    LastMPServerName NVARCHAR(256)
);

-- Collections -------------------------------------------------------------------------------------------------------

CREATE TABLE v_Collection (
    CollectionID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Comment NVARCHAR(512),
    CollectionType INT,
    MemberCount INT,
    LastRefreshTime DATETIME,
    LastMemberChangeTime DATETIME,
    LastChangeTime DATETIME,
    EvaluationStartTime DATETIME,
    RefreshType INT,
    CurrentStatus INT,
    MemberClassName NVARCHAR(64)
);

CREATE TABLE v_Collections (
    CollectionID INT NOT NULL PRIMARY KEY,
    SiteID NVARCHAR(8) NOT NULL,
    CollectionName NVARCHAR(255),
    LimitToCollectionID NVARCHAR(8),
    ResultTableName NVARCHAR(64),
    IsBuiltIn BIT,
    LastChangeTime DATETIME,
    LastRefreshRequest DATETIME
);

CREATE TABLE Collections_G (CollectionID INT NOT NULL PRIMARY KEY, SiteID NVARCHAR(8) NOT NULL);

CREATE TABLE v_CollectionRuleQuery (
    CollectionID NVARCHAR(8) NOT NULL,
    RuleName NVARCHAR(255),
    QueryID INT,
    QueryExpression NVARCHAR(MAX),
    LimitToCollectionID NVARCHAR(8)
);

CREATE TABLE v_CollectionRuleDirect (
    CollectionID NVARCHAR(8) NOT NULL,
    RuleName NVARCHAR(255),
    ResourceID INT,
    ResourceType INT
);

CREATE TABLE Collection_Rules (
    CollectionID INT NOT NULL,
    QueryName NVARCHAR(255),
    RuleType INT NOT NULL,
    ReferencedCollectionID NVARCHAR(8)
);

CREATE TABLE v_FullCollectionMembership (
    CollectionID NVARCHAR(8) NOT NULL,
    ResourceID INT NOT NULL,
    ResourceType INT,
    Name NVARCHAR(256),
    Domain NVARCHAR(256),
    SMSID NVARCHAR(255),
    SiteCode NVARCHAR(3),
    IsClient BIT,
    IsDirect BIT,
    IsActive BIT,
    IsAssigned BIT,
    IsObsolete BIT
);

CREATE TABLE v_CollectionVariable (
    CollectionID NVARCHAR(8) NOT NULL,
    Name NVARCHAR(255) NOT NULL,
    [Value] NVARCHAR(MAX),
    IsMasked BIT
);

CREATE TABLE v_ServiceWindow (
    CollectionID NVARCHAR(8) NOT NULL,
    ServiceWindowID NVARCHAR(64) NOT NULL,
    Name NVARCHAR(255),
    Description NVARCHAR(255),
    Schedules NVARCHAR(255),
    StartTime DATETIME,
    Duration INT,
    RecurrenceType INT,
    IsEnabled BIT,
    ServiceWindowType INT
);

-- Boundaries --------------------------------------------------------------------------------------------------------

CREATE TABLE vSMS_Boundary (
    BoundaryID INT NOT NULL PRIMARY KEY,
    BoundaryType INT,
    DisplayName NVARCHAR(256),
    [Value] NVARCHAR(256),
    GroupCount INT,
    CreatedBy NVARCHAR(256),
    CreatedOn DATETIME,
    ModifiedBy NVARCHAR(256),
    ModifiedOn DATETIME
);

CREATE TABLE BoundaryEx (
    BoundaryID INT NOT NULL PRIMARY KEY,
    Name NVARCHAR(256),
    BoundaryType INT,
    [Value] NVARCHAR(256)
);

CREATE TABLE BoundaryGroup (
    GroupID INT NOT NULL PRIMARY KEY,
    Name NVARCHAR(256),
    Description NVARCHAR(256),
    DefaultSiteCode NVARCHAR(3)
);

CREATE TABLE BoundaryGroupMembers (GroupID INT NOT NULL, BoundaryID INT NOT NULL);

CREATE TABLE vSMS_BoundaryGroupSiteSystems (GroupID INT NOT NULL, ServerNALPath NVARCHAR(384), Flags INT);

-- Packages ----------------------------------------------------------------------------------------------------------

CREATE TABLE v_Package (
    PackageID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    PkgSourcePath NVARCHAR(512),
    Manufacturer NVARCHAR(64),
    Version NVARCHAR(64),
    Language NVARCHAR(64),
    PackageType INT,
    StoredPkgPath NVARCHAR(512),
    SourceVersion INT,
    SourceDate DATETIME,
    SourceSite NVARCHAR(3),
    LastRefreshTime DATETIME,
    Priority INT,
    PkgFlags BIGINT,
    PreferredAddressType NVARCHAR(64),
    ImageFlags INT
);

CREATE TABLE SMSPackages (
    PkgID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Version NVARCHAR(64),
    Language NVARCHAR(64),
    Manufacturer NVARCHAR(64),
    Description NVARCHAR(512),
    Hash NVARCHAR(128),
    NewHash NVARCHAR(128),
    HashVersion INT,
    Source NVARCHAR(512),
    SourceSite NVARCHAR(3),
    StoredPkgPath NVARCHAR(512),
    StoredPkgVersion INT,
    ShareName NVARCHAR(255),
    Architecture NVARCHAR(64),
    ImagePath NVARCHAR(512),
    Priority INT,
    PkgFlags BIGINT,
    SourceVersion INT,
    SourceDate DATETIME,
    SourceSize BIGINT,
    SourceCompSize BIGINT,
    ImageFlags INT,
    PackageType INT,
    Action INT,
    DefaultImage INT
);

CREATE TABLE v_Program (
    PackageID NVARCHAR(8) NOT NULL,
    ProgramName NVARCHAR(255) NOT NULL,
    CommandLine NVARCHAR(512),
    WorkingDirectory NVARCHAR(260),
    Comment NVARCHAR(512),
    Description NVARCHAR(512),
    ProgramFlags BIGINT,
    Duration INT,
    DiskSpaceRequired NVARCHAR(64),
    Requirements NVARCHAR(512),
    DependentProgram NVARCHAR(255),
    PRIMARY KEY (PackageID, ProgramName)
);

CREATE TABLE v_Advertisement (
    AdvertisementID NVARCHAR(8) NOT NULL PRIMARY KEY,
    AdvertisementName NVARCHAR(255),
    PackageID NVARCHAR(8),
    ProgramName NVARCHAR(255),
    CollectionID NVARCHAR(8),
    PresentTime DATETIME,
    ExpirationTime DATETIME,
    AdvertFlags BIGINT,
    AssignedScheduleEnabled INT,
    SourceSite NVARCHAR(3),
    Comment NVARCHAR(512)
);

CREATE TABLE v_BootImagePackage (
    PackageID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    Version NVARCHAR(64),
    ImageOSVersion NVARCHAR(64),
    ImagePath NVARCHAR(512),
    Architecture INT,
    PkgSourcePath NVARCHAR(512),
    SourceVersion INT,
    SourceDate DATETIME,
    DefaultImage BIT
);

CREATE TABLE v_ImagePackage (
    PackageID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    Version NVARCHAR(64),
    ImageOSVersion NVARCHAR(64),
    PkgSourcePath NVARCHAR(512),
    SourceVersion INT,
    SourceDate DATETIME
);

CREATE TABLE v_DriverPackage (
    PackageID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    Version NVARCHAR(64),
    Manufacturer NVARCHAR(64),
    PkgSourcePath NVARCHAR(512),
    SourceVersion INT,
    SourceDate DATETIME
);

CREATE TABLE v_DriverContentToPackage (PkgID NVARCHAR(8) NOT NULL, CI_ID INT NOT NULL, Content_ID INT NOT NULL);

-- Task sequences ----------------------------------------------------------------------------------------------------

CREATE TABLE v_TaskSequencePackage (
    PackageID NVARCHAR(8) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    Version NVARCHAR(64),
    Manufacturer NVARCHAR(64),
    Language NVARCHAR(64),
    SourceDate DATETIME,
    SourceVersion INT,
    PkgSourcePath NVARCHAR(512),
    StoredPkgPath NVARCHAR(512),
    LastRefreshTime DATETIME,
    BootImageID NVARCHAR(8),
    TS_Type INT,
    TS_Flags INT
);

CREATE TABLE v_TaskSequenceReferencesInfo (
    PackageID NVARCHAR(8) NOT NULL,
    ReferencePackageID NVARCHAR(8) NOT NULL,
    ReferenceName NVARCHAR(255),
    ReferenceVersion NVARCHAR(64),
    ReferenceProgramName NVARCHAR(255)
);

CREATE TABLE v_TaskSequencePackageReferences (
    PackageID NVARCHAR(8) NOT NULL,
    RefPackageID NVARCHAR(8) NOT NULL,
    RefPackageType INT
);

CREATE TABLE v_TaskSequenceAppReferencesInfo (
    PackageID NVARCHAR(8) NOT NULL,
    RefAppModelName NVARCHAR(255) NOT NULL,
    RefAppCI_ID INT,
    RefAppPackageID NVARCHAR(8)
);

-- Configuration items, applications, updates ------------------------------------------------------------------------

CREATE TABLE v_ConfigurationItems (
    CI_ID INT NOT NULL PRIMARY KEY,
    CI_UniqueID NVARCHAR(512),
    CIVersion INT,
    CIType_ID INT,
    ModelID INT,
    ModelName NVARCHAR(255),
    IsEnabled BIT,
    IsExpired BIT,
    IsSuperseded BIT,
    IsHidden BIT,
    IsDeployed BIT,
    IsLatest BIT,
    IsTombstoned BIT,
    SDMPackageVersion INT,
    SDMPackageDigest NVARCHAR(MAX),
    ContentSourcePath NVARCHAR(512),
    DateCreated DATETIME,
    CreatedBy NVARCHAR(256),
    DateLastModified DATETIME,
    LastModifiedBy NVARCHAR(256),
    SourceSite NVARCHAR(3)
);

CREATE TABLE v_LocalizedCIProperties (
    CI_ID INT NOT NULL,
    DisplayName NVARCHAR(513),
    Description NVARCHAR(3000),
    LocaleID INT
);

CREATE TABLE v_CIRelation (FromCIID INT NOT NULL, ToCIID INT NOT NULL, RelationType INT NOT NULL);

CREATE TABLE CI_ConfigurationItemRelations (FromCI_ID INT NOT NULL, ToCI_ID INT NOT NULL, RelationType INT NOT NULL);

CREATE TABLE v_CIAssignment (
    AssignmentID INT NOT NULL PRIMARY KEY,
    Assignment_UniqueID NVARCHAR(64),
    AssignmentName NVARCHAR(255),
    AssignmentType INT,
    CollectionID NVARCHAR(8),
    CollectionName NVARCHAR(255),
    StartTime DATETIME,
    EnforcementDeadline DATETIME,
    OfferTypeID INT,
    LastModificationTime DATETIME
);

CREATE TABLE v_CIAssignmentToCI (AssignmentID INT NOT NULL, CI_ID INT NOT NULL);

CREATE TABLE v_DeploymentSummary (
    AssignmentID INT,
    CollectionID NVARCHAR(8),
    CollectionName NVARCHAR(255),
    SoftwareName NVARCHAR(255),
    PackageID NVARCHAR(8),
    ProgramName NVARCHAR(255),
    FeatureType INT,
    DeploymentIntent INT,
    NumberTotal INT,
    NumberSuccess INT,
    NumberInProgress INT,
    NumberErrors INT,
    NumberOther INT,
    NumberUnknown INT,
    Enabled BIT,
    DeploymentTime DATETIME,
    CreationTime DATETIME,
    ModificationTime DATETIME,
    SummarizationTime DATETIME,
    ModelID INT,
    OfferID NVARCHAR(8)
);

CREATE TABLE v_AuthListInfo (CI_ID INT NOT NULL PRIMARY KEY, CI_UniqueID NVARCHAR(512), Title NVARCHAR(513), Description NVARCHAR(3000));

CREATE TABLE v_UpdateInfo (
    CI_ID INT NOT NULL PRIMARY KEY,
    CI_UniqueID NVARCHAR(512),
    BulletinID NVARCHAR(64),
    ArticleID NVARCHAR(64),
    Title NVARCHAR(513),
    DatePosted DATETIME,
    DateRevised DATETIME,
    IsExpired BIT,
    IsSuperseded BIT,
    IsDeployed BIT
);

CREATE TABLE v_UpdateContents (CI_ID INT NOT NULL, Content_ID INT NOT NULL, ContentProvisioned BIT);

CREATE TABLE v_CI_DriversCIs (
    CI_ID INT NOT NULL PRIMARY KEY,
    CI_UniqueID NVARCHAR(512),
    DriverINFFile NVARCHAR(255),
    DriverVersion NVARCHAR(64),
    DriverProvider NVARCHAR(255),
    DriverClass NVARCHAR(64),
    DriverDate DATETIME,
    ContentSourcePath NVARCHAR(512),
    IsEnabled BIT
);

CREATE TABLE v_MeteredProductRule (
    RuleID INT NOT NULL PRIMARY KEY,
    SecurityKey NVARCHAR(8),
    ProductName NVARCHAR(128),
    FileName NVARCHAR(255),
    OriginalFileName NVARCHAR(255),
    FileVersion NVARCHAR(64),
    LanguageID INT,
    SiteCode NVARCHAR(3),
    Enabled BIT
);

CREATE TABLE vSMS_Folders (
    ContainerNodeID INT NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    ObjectType INT,
    ParentContainerNodeID INT,
    FolderGuid NVARCHAR(64),
    SearchFolder BIT,
    SearchString NVARCHAR(MAX),
    SourceSite NVARCHAR(3)
);

CREATE TABLE FolderMembers (ContainerNodeID INT NOT NULL, InstanceKey NVARCHAR(512), ObjectType INT);

-- Content -----------------------------------------------------------------------------------------------------------

CREATE TABLE v_Content (
    Content_ID INT NOT NULL PRIMARY KEY,
    Content_UniqueID NVARCHAR(255),
    PkgID NVARCHAR(8),
    ContentVersion INT,
    SourceSize BIGINT
);

CREATE TABLE v_ContentInfo (
    Content_UniqueID NVARCHAR(255) NOT NULL,
    ContentVersion INT,
    ContentSource NVARCHAR(512),
    SourceSize BIGINT
);

CREATE TABLE v_CIToContent (CI_ID INT NOT NULL, Content_ID INT NOT NULL, Content_UniqueID NVARCHAR(255));

CREATE TABLE v_CIContentPackage (CI_ID INT NOT NULL, PkgID NVARCHAR(8) NOT NULL);

CREATE TABLE CI_ContentPackages (
    Content_ID INT NOT NULL,
    PkgID NVARCHAR(8) NOT NULL,
    Content_UniqueID NVARCHAR(255),
    ContentVersion INT,
    ContentSubFolder NVARCHAR(255)
);

-- Distribution points -----------------------------------------------------------------------------------------------

CREATE TABLE v_DistributionPointInfo (
    ID INT NOT NULL PRIMARY KEY,
    ServerName NVARCHAR(256),
    NALPath NVARCHAR(384),
    SiteCode NVARCHAR(3),
    Name NVARCHAR(256),
    Description NVARCHAR(512),
    Drive NVARCHAR(64),
    Version INT,
    Communication INT,
    ServiceType NVARCHAR(64),
    IsPullDP BIT,
    IsPeerDP BIT,
    IsPXE BIT,
    IsMulticast BIT,
    IsProtected BIT,
    IsActive BIT,
    InternetFacing BIT,
    PreStagingAllowed BIT,
    BitsEnabled BIT,
    TransferRate INT,
    GroupCount INT,
    HealthCheckEnabled BIT
);

CREATE TABLE v_DistributionPoint (
    PackageID NVARCHAR(8) NOT NULL,
    ServerNALPath NVARCHAR(384) NOT NULL,
    SiteCode NVARCHAR(3),
    SiteName NVARCHAR(200),
    SourceSite NVARCHAR(3),
    LastRefreshTime DATETIME,
    Status INT,
    IsPeerDP BIT,
    IsCloud BIT
);

CREATE TABLE v_DistributionPointDriveInfo (
    NALPath NVARCHAR(384),
    SiteCode NVARCHAR(3),
    Drive NVARCHAR(8),
    ObjectType INT,
    Status INT,
    BytesTotal BIGINT,
    BytesFree BIGINT,
    PercentFree INT
);

CREATE TABLE v_PackageStatusDistPointsSumm (
    PackageID NVARCHAR(8) NOT NULL,
    ServerNALPath NVARCHAR(384) NOT NULL,
    SiteCode NVARCHAR(3),
    SourceVersion INT,
    State INT,
    InstallStatus NVARCHAR(64),
    LastCopied DATETIME,
    SummaryDate DATETIME
);

CREATE TABLE v_DistributionStatus (
    PkgID NVARCHAR(8) NOT NULL,
    DPID INT NOT NULL,
    State INT,
    StateGroup INT,
    SummaryDate DATETIME
);

CREATE TABLE PkgStatus (
    ID NVARCHAR(8) NOT NULL,
    Type INT NOT NULL,
    SiteCode NVARCHAR(3),
    PkgServer NVARCHAR(384),
    Status INT,
    SourceVersion INT,
    UpdateTime DATETIME,
    Location NVARCHAR(512),
    ShareName NVARCHAR(255),
    HTTPUrl NVARCHAR(512),
    SigURL NVARCHAR(512)
);

-- Asset Intelligence, deployment templates, saved searches -----------------------------------------------------------

CREATE TABLE v_LU_Category_Editable (
    CategoryID INT NOT NULL PRIMARY KEY,
    CategoryName NVARCHAR(255),
    Description NVARCHAR(512),
    Type INT,
    LanguageID INT,
    IsLocal BIT,
    State INT
);

CREATE TABLE v_LU_SoftwareList_Editable (
    SoftwareID INT NOT NULL PRIMARY KEY,
    CommonName NVARCHAR(255),
    CommonPublisher NVARCHAR(255),
    CommonVersion NVARCHAR(255),
    CategoryID INT,
    CategoryName NVARCHAR(255),
    FamilyID INT,
    FamilyName NVARCHAR(255),
    Tag1ID INT,
    Tag2ID INT,
    Tag3ID INT,
    State INT
);

CREATE TABLE v_LU_HardwareReadiness (
    Product NVARCHAR(255) NOT NULL PRIMARY KEY,
    MinCPU INT,
    MinRAM BIGINT,
    MinDiskSize BIGINT,
    MinDiskFree BIGINT,
    IsLocal BIT,
    State INT
);

CREATE TABLE vSMS_Template (
    TemplateUniqueID NVARCHAR(255) NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    Description NVARCHAR(512),
    Type INT,
    SchemaGUID NVARCHAR(64),
    Data NVARCHAR(MAX),
    LastModifiedDate DATETIME
);

CREATE TABLE vSMS_SearchFolder (
    FolderId INT NOT NULL PRIMARY KEY,
    Name NVARCHAR(255),
    ObjectType INT,
    SearchString NVARCHAR(MAX),
    GroupID NVARCHAR(64),
    SourceSite NVARCHAR(3),
    IsSystem BIT
);

-- Status messages (the source's own audit) --------------------------------------------------------------------------

CREATE TABLE v_StatusMessage (
    RecordID BIGINT NOT NULL PRIMARY KEY,
    ModuleName NVARCHAR(255),
    Severity BIGINT,
    MessageID INT,
    MessageType INT,
    [Time] DATETIME,
    SiteCode NVARCHAR(3),
    MachineName NVARCHAR(256),
    Component NVARCHAR(128)
);

CREATE TABLE v_StatMsgAttributes (RecordID BIGINT NOT NULL, AttributeID INT, AttributeValue NVARCHAR(255), AttributeTime DATETIME);

CREATE TABLE v_StatMsgInsStrs (RecordID BIGINT NOT NULL, InsStrIndex INT, InsStrValue NVARCHAR(255));
