package org.godwit.site.sql;

import static org.godwit.site.DataClass.DEVICE_IDENTITY;
import static org.godwit.site.DataClass.NETWORK_ADDRESSES;
import static org.godwit.site.DataClass.PEOPLE;
import static org.godwit.site.DataClass.SOFTWARE;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.godwit.site.DataClass;

/** The columns that client records are read from (reference B), each with the class of information it belongs to. */
interface ClientColumn {

    String column();

    DataClass dataClass();

    /** Column names in declared order; empty, which no view has, for those of classes that are not wanted. */
    static <C extends ClientColumn> List<String> names(C[] columns, Set<DataClass> classes) {
        return Arrays.stream(columns)
                .map(c -> classes.contains(c.dataClass()) ? c.column() : "")
                .toList();
    }

    /** Columns of {@code v_R_System}. */
    enum OfSystem implements ClientColumn {
        SMS_ID("SMS_Unique_Identifier0", DEVICE_IDENTITY),
        NETBIOS_NAME("Netbios_Name0", DEVICE_IDENTITY),
        NAME("Name0", DEVICE_IDENTITY),
        DOMAIN("Resource_Domain_OR_Workgr0", DEVICE_IDENTITY),
        CLIENT("Client0", DEVICE_IDENTITY),
        CLIENT_TYPE("Client_Type0", DEVICE_IDENTITY),
        ACTIVE("Active0", DEVICE_IDENTITY),
        OBSOLETE("Obsolete0", DEVICE_IDENTITY),
        DECOMMISSIONED("Decommissioned0", DEVICE_IDENTITY),
        UNKNOWN("Unknown0", DEVICE_IDENTITY),
        CLIENT_VERSION("Client_Version0", SOFTWARE),
        OPERATING_SYSTEM("Operating_System_Name_and0", SOFTWARE),
        HARDWARE_ID("Hardware_ID0", DEVICE_IDENTITY),
        SMBIOS_GUID("SMBIOS_GUID0", DEVICE_IDENTITY),
        PREVIOUS_SMS_ID("Previous_SMS_UUID0", DEVICE_IDENTITY),
        AD_SITE_NAME("AD_Site_Name0", DEVICE_IDENTITY),
        FULL_DOMAIN_NAME("Full_Domain_Name0", DEVICE_IDENTITY),
        DISTINGUISHED_NAME("Distinguished_Name0", DEVICE_IDENTITY),
        VIRTUAL_MACHINE("Is_Virtual_Machine0", DEVICE_IDENTITY),
        CREATION_DATE("Creation_Date0", DEVICE_IDENTITY),
        USER_NAME("User_Name0", PEOPLE),
        USER_DOMAIN("User_Domain0", PEOPLE),
        LAST_LOGON("Last_Logon_Timestamp0", PEOPLE);

        static final String VIEW = "v_R_System";
        static final String KEY = "ResourceID";

        private final String column;
        private final DataClass dataClass;

        OfSystem(String column, DataClass dataClass) {
            this.column = column;
            this.dataClass = dataClass;
        }

        @Override
        public String column() {
            return column;
        }

        @Override
        public DataClass dataClass() {
            return dataClass;
        }
    }

    /** Columns of {@code v_CombinedDeviceResources}. */
    enum OfDevice implements ClientColumn {
        ARCHITECTURE("ArchitectureKey", DEVICE_IDENTITY),
        SITE_CODE("SiteCode", DEVICE_IDENTITY),
        APPROVED("IsApproved", DEVICE_IDENTITY),
        BLOCKED("IsBlocked", DEVICE_IDENTITY),
        CERT_TYPE("ClientCertType", DEVICE_IDENTITY),
        LAST_ACTIVE("LastActiveTime", DEVICE_IDENTITY),
        LAST_POLICY_REQUEST("LastPolicyRequest", DEVICE_IDENTITY),
        LAST_DDR("LastDDR", DEVICE_IDENTITY),
        LAST_HARDWARE_SCAN("LastHardwareScan", DEVICE_IDENTITY),
        VIRTUAL_MACHINE("IsVirtualMachine", DEVICE_IDENTITY),
        OPERATING_SYSTEM("DeviceOS", SOFTWARE),
        SMS_ID("SMSID", DEVICE_IDENTITY),
        NAME("Name", DEVICE_IDENTITY),
        CLIENT("IsClient", DEVICE_IDENTITY),
        ACTIVE("IsActive", DEVICE_IDENTITY),
        OBSOLETE("IsObsolete", DEVICE_IDENTITY),
        CLIENT_VERSION("ClientVersion", SOFTWARE);

        static final String VIEW = "v_CombinedDeviceResources";
        static final String KEY = "MachineID";

        private final String column;
        private final DataClass dataClass;

        OfDevice(String column, DataClass dataClass) {
            this.column = column;
            this.dataClass = dataClass;
        }

        @Override
        public String column() {
            return column;
        }

        @Override
        public DataClass dataClass() {
            return dataClass;
        }
    }

    /** Columns of {@code v_R_System} that come along as they are. */
    enum MoreOfSystem implements ClientColumn {
        SID("SID0", DEVICE_IDENTITY),
        OBJECT_GUID("Object_GUID0", DEVICE_IDENTITY),
        SMS_UUID_CHANGE_DATE("SMS_UUID_Change_Date0", DEVICE_IDENTITY),
        USER_ACCOUNT_CONTROL("User_Account_Control0", DEVICE_IDENTITY),
        PRIMARY_GROUP("Primary_Group_ID0", DEVICE_IDENTITY),
        VIRTUAL_MACHINE_HOST("Virtual_Machine_Host_Name0", DEVICE_IDENTITY),
        VIRTUAL_MACHINE_TYPE("Virtual_Machine_Type0", DEVICE_IDENTITY),
        EAS_DEVICE("EAS_DeviceID", DEVICE_IDENTITY),
        AAD_DEVICE("AADDeviceID", DEVICE_IDENTITY),
        AAD_TENANT("AADTenantID", DEVICE_IDENTITY),
        MANAGEMENT_AUTHORITY("ManagementAuthority", DEVICE_IDENTITY),
        AGENT_EDITION("AgentEdition0", SOFTWARE),
        BUILD("Build01", SOFTWARE),
        OS_BRANCH("OSBranch01", SOFTWARE),
        CPU_TYPE("CPUType0", DEVICE_IDENTITY),
        DEVICE_OWNER("DeviceOwner0", DEVICE_IDENTITY),
        ALWAYS_ON_ALWAYS_CONNECTED("Is_AOAC_Capable0", DEVICE_IDENTITY),
        DEVICE_CATEGORY("MDMDeviceCategoryID0", DEVICE_IDENTITY);

        private final String column;
        private final DataClass dataClass;

        MoreOfSystem(String column, DataClass dataClass) {
            this.column = column;
            this.dataClass = dataClass;
        }

        @Override
        public String column() {
            return column;
        }

        @Override
        public DataClass dataClass() {
            return dataClass;
        }
    }

    /** Columns of {@code v_CombinedDeviceResources} that come along as they are. What it says of this very moment is not read. */
    enum MoreOfDevice implements ClientColumn {
        SERIAL_NUMBER("SerialNumber", DEVICE_IDENTITY),
        ALWAYS_INTERNET("IsAlwaysInternet", DEVICE_IDENTITY),
        INTERNET_ENABLED("IsInternetEnabled", DEVICE_IDENTITY),
        CO_MANAGED("CoManaged", DEVICE_IDENTITY),
        BOUNDARY_GROUPS("BoundaryGroups", NETWORK_ADDRESSES),
        CLIENT_EDITION("ClientEdition", SOFTWARE),
        CLIENT_STATE("ClientState", DEVICE_IDENTITY),
        CLIENT_ACTIVE_STATUS("ClientActiveStatus", DEVICE_IDENTITY),
        CLIENT_CHECK_PASS("ClientCheckPass", DEVICE_IDENTITY),
        LAST_CLIENT_CHECK("LastClientCheckTime", DEVICE_IDENTITY),
        LAST_STATUS_MESSAGE("LastStatusMessage", DEVICE_IDENTITY),
        LAST_SOFTWARE_SCAN("LastSoftwareScan", DEVICE_IDENTITY),
        LAST_MANAGEMENT_POINT("LastMPServerName", DEVICE_IDENTITY),
        OPERATING_SYSTEM_BUILD("DeviceOSBuild", SOFTWARE),
        PRIMARY_USER("PrimaryUser", PEOPLE),
        CURRENT_LOGON_USER("CurrentLogonUser", PEOPLE),
        LAST_LOGON_USER("LastLogonUser", PEOPLE);

        private final String column;
        private final DataClass dataClass;

        MoreOfDevice(String column, DataClass dataClass) {
            this.column = column;
            this.dataClass = dataClass;
        }

        @Override
        public String column() {
            return column;
        }

        @Override
        public DataClass dataClass() {
            return dataClass;
        }
    }

    /** Views with many rows for each resource, of which one column is read. */
    enum Array implements ClientColumn {
        MAC_ADDRESSES("v_RA_System_MACAddresses", "MAC_Addresses0", NETWORK_ADDRESSES),
        IP_ADDRESSES("v_RA_System_IPAddresses", "IP_Addresses0", NETWORK_ADDRESSES),
        RESOURCE_NAMES("v_RA_System_ResourceNames", "Resource_Names0", DEVICE_IDENTITY),
        INSTALLED_SITES("v_RA_System_SMSInstalledSites", "SMS_Installed_Sites0", DEVICE_IDENTITY),
        ASSIGNED_SITES("v_RA_System_SMSAssignedSites", "SMS_Assigned_Sites0", DEVICE_IDENTITY),
        IP_SUBNETS("v_RA_System_IPSubnets", "IP_Subnets0", NETWORK_ADDRESSES),
        ORGANIZATIONAL_UNITS("v_RA_System_SystemOUName", "System_OU_Name0", DEVICE_IDENTITY),
        /** When each discovery method, heartbeat and registration last told of the resource. */
        DISCOVERY_TIMES("v_AgentDiscoveries", "AgentTime", DEVICE_IDENTITY);

        static final String KEY = "ResourceID";

        private final String view;
        private final String column;
        private final DataClass dataClass;

        Array(String view, String column, DataClass dataClass) {
            this.view = view;
            this.column = column;
            this.dataClass = dataClass;
        }

        String view() {
            return view;
        }

        @Override
        public String column() {
            return column;
        }

        @Override
        public DataClass dataClass() {
            return dataClass;
        }
    }
}
