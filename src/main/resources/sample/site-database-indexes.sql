-- Made after the rows are loaded. A site keeps what an array view shows in the order of its resources: so do these.
CREATE INDEX ix_mac ON v_RA_System_MACAddresses (ResourceID, MAC_Addresses0);
CREATE INDEX ix_ip ON v_RA_System_IPAddresses (ResourceID, IP_Addresses0);
CREATE INDEX ix_subnet ON v_RA_System_IPSubnets (ResourceID, IP_Subnets0);
CREATE INDEX ix_unit ON v_RA_System_SystemOUName (ResourceID, System_OU_Name0);
CREATE INDEX ix_name ON v_RA_System_ResourceNames (ResourceID, Resource_Names0);
CREATE INDEX ix_assigned ON v_RA_System_SMSAssignedSites (ResourceID, SMS_Assigned_Sites0);
CREATE INDEX ix_installed ON v_RA_System_SMSInstalledSites (ResourceID, SMS_Installed_Sites0);
CREATE INDEX ix_discovery ON v_AgentDiscoveries (ResourceId, ResourceType, AgentTime);
CREATE INDEX ix_keydata ON ClientKeyData (SMSID);
CREATE INDEX ix_membership ON v_FullCollectionMembership (CollectionID, ResourceID);
CREATE INDEX ix_distribution_point ON v_DistributionPoint (PackageID);
CREATE INDEX ix_package_status ON v_PackageStatusDistPointsSumm (PackageID);
CREATE INDEX ix_content_package ON v_Content (PkgID);
CREATE INDEX ix_relation_from ON v_CIRelation (FromCIID);
CREATE INDEX ix_relation_to ON v_CIRelation (ToCIID);
