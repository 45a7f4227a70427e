package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Baselines with their configuration items, and global conditions. */
final class ComplianceRows {

    private static final int BASELINE = 2;
    private static final int GENERAL_ITEM = 4;
    private static final int GLOBAL_SETTING = 11;
    private static final int CONTAINS = 1;
    private static final LocalDateTime MADE = ClientGenerator.NOW.minusDays(300);

    private ComplianceRows() {}

    /** @return the baselines */
    static List<ConfigurationItems.Item> write(ConfigurationItems items) throws SQLException {
        List<ConfigurationItems.Item> settings = new ArrayList<>();
        for (String name :
                List.of("BitLocker is on", "Firewall is on", "SMBv1 is off", "Bildschirmsperre nach 10 min")) {
            settings.add(items.add(
                    GENERAL_ITEM, "LogicalName_" + settings.size(), name, "<DesiredConfigurationDigest/>", MADE));
        }
        ConfigurationItems.Item base = items.add(BASELINE, "Baseline_Workstations", "Workstations", null, MADE);
        ConfigurationItems.Item strict = items.add(BASELINE, "Baseline_Strict", "Workstations, strict", null, MADE);
        for (ConfigurationItems.Item each : settings.subList(0, 3)) {
            items.relate(base, each, CONTAINS);
        }
        items.relate(strict, base, CONTAINS);
        items.relate(strict, settings.get(3), CONTAINS);
        items.add(GLOBAL_SETTING, "GlobalSettings_FreeSpace", "Free space of the system drive", null, MADE);
        items.add(GLOBAL_SETTING, "GlobalSettings_Model", "Hardware model", null, MADE);
        return List.of(base, strict);
    }
}
