package org.godwit.site;

import java.util.Map;
import java.util.Set;

/** To which class of information the further columns of a client belong ({@link SourceClient#attributes}). */
public final class ClientAttributes {

    private static final Map<DataClass, Set<String>> OF_CLASS = Map.of(
            DataClass.PEOPLE,
            Set.of("PrimaryUser", "CurrentLogonUser", "LastLogonUser"),
            DataClass.NETWORK_ADDRESSES,
            Set.of("BoundaryGroups", "IP_Subnets0"),
            DataClass.SOFTWARE,
            Set.of("AgentEdition0", "Build01", "OSBranch01", "ClientEdition", "DeviceOSBuild"));

    private ClientAttributes() {}

    /** Names of the columns that belong to a class other than {@link DataClass#DEVICE_IDENTITY}. */
    public static Set<String> of(DataClass dataClass) {
        return OF_CLASS.getOrDefault(dataClass, Set.of());
    }
}
