package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collections with limiting chains, every kind of rule, variables and maintenance windows, and who is in them. */
final class CollectionGenerator {

    static final String ALL_SYSTEMS = "SMS00001";
    static final String ALL_UNKNOWN = "SMS000US";
    static final String ALL_CLIENTS = "SMSDM003";

    /** Each has a collection of its own, one for its Berlin machines below it, and a pilot below that. */
    static final List<String> DEPARTMENTS = List.of(
            "Finance",
            "Engineering",
            "Sales",
            "Human Resources",
            "Legal & Compliance",
            "Fertigung",
            "Entwicklung (µC)",
            "研究開発",
            "Operations",
            "Marketing");

    private static final int PILOTS = 5;
    private static final int INCLUDE = 3;
    private static final int EXCLUDE = 4;
    private static final LocalDateTime CHANGED = ClientGenerator.NOW.minusDays(30);

    private final TableWriter collections;
    private final TableWriter limits;
    private final TableWriter ids;
    private final TableWriter queries;
    private final TableWriter directs;
    private final TableWriter references;
    private final TableWriter variables;
    private final TableWriter windows;
    private final Map<String, Integer> members = new HashMap<>();
    private final Map<String, List<Device>> pilots = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private int nextKey = 16_777_217;

    CollectionGenerator(SiteDatabase database) throws SQLException {
        collections = database.table(
                "v_Collection",
                "CollectionID",
                "Name",
                "Comment",
                "CollectionType",
                "MemberCount",
                "LastRefreshTime",
                "LastMemberChangeTime",
                "LastChangeTime",
                "EvaluationStartTime",
                "RefreshType",
                "CurrentStatus",
                "MemberClassName");
        limits = database.table(
                "v_Collections",
                "CollectionID",
                "SiteID",
                "CollectionName",
                "LimitToCollectionID",
                "ResultTableName",
                "IsBuiltIn",
                "LastChangeTime");
        ids = database.table("Collections_G", "CollectionID", "SiteID");
        queries = database.table(
                "v_CollectionRuleQuery",
                "CollectionID",
                "RuleName",
                "QueryID",
                "QueryExpression",
                "LimitToCollectionID");
        directs = database.table("v_CollectionRuleDirect", "CollectionID", "RuleName", "ResourceID", "ResourceType");
        references =
                database.table("Collection_Rules", "CollectionID", "QueryName", "RuleType", "ReferencedCollectionID");
        variables = database.table("v_CollectionVariable", "CollectionID", "Name", "Value", "IsMasked");
        windows = database.table(
                "v_ServiceWindow",
                "CollectionID",
                "ServiceWindowID",
                "Name",
                "Description",
                "Schedules",
                "StartTime",
                "Duration",
                "RecurrenceType",
                "IsEnabled",
                "ServiceWindowType");
    }

    /** CollectionIDs of the collections that the resource is in; counted as it is asked for. */
    List<String> membersOf(Device device) {
        List<String> in = new ArrayList<>(5);
        if (device.unknown == 1) {
            in.add(ALL_UNKNOWN);
        }
        in.add(ALL_SYSTEMS);
        if (device.leftOutBecause() == null) {
            in.add(ALL_CLIENTS);
            in.add(department(device.department));
            if (device.site == Hierarchy.BERLIN) {
                in.add(berlin(device.department));
                List<Device> pilot = pilots.computeIfAbsent(pilot(device.department), k -> new ArrayList<>());
                if (pilot.size() < PILOTS) {
                    pilot.add(device);
                    in.add(pilot(device.department));
                }
            }
        }
        in.forEach(id -> members.merge(id, 1, Integer::sum));
        return in;
    }

    /** The collection that a package is deployed to. */
    static String target(int number) {
        return id(0x200 + number);
    }

    static String department(int department) {
        return id(0x10 + department);
    }

    private static String berlin(int department) {
        return id(0x30 + department);
    }

    private static String pilot(int department) {
        return id(0x50 + department);
    }

    private static String id(int number) {
        return Ids.of(Hierarchy.TOP.code(), number);
    }

    /**
     * Writes the collections, after all resources are in.
     *
     * @param targets one more collection for each of so many packages
     */
    void write(int targets) throws SQLException {
        collection(ALL_SYSTEMS, "All Systems", null, 2, 4);
        query(ALL_SYSTEMS, "All Systems", "select * from SMS_R_System");
        collection(ALL_CLIENTS, "All Desktop and Server Clients", ALL_SYSTEMS, 2, 6);
        query(ALL_CLIENTS, "All Desktop and Server Clients", "select * from SMS_R_System where ClientType = 1");
        collection(ALL_UNKNOWN, "All Unknown Computers", ALL_SYSTEMS, 2, 4);
        collection("SMS00002", "All Users", null, 1, 4);
        query("SMS00002", "All Users", "select * from SMS_R_User");
        collection("SMSOTHER", "All Custom Resources", null, 0, 1);
        for (int d = 0; d < DEPARTMENTS.size(); d++) {
            writeDepartment(d);
        }
        writeCombinations();
        for (int i = 0; i < targets; i++) {
            String id = target(i);
            collection(id, "Deploy " + String.format(Locale.ROOT, "%04d", i), department(i % 10), 2, 1);
            reference(id, INCLUDE, berlin(i % 10));
        }
    }

    private void writeDepartment(int d) throws SQLException {
        String name = DEPARTMENTS.get(d);
        collection(department(d), name, ALL_CLIENTS, 2, 2);
        query(
                department(d),
                name,
                "select SMS_R_System.ResourceId from SMS_R_System where SMS_R_System.SystemOUName = \"CONTOSO.EXAMPLE/"
                        + name + "\"");
        collection(berlin(d), name + " – Berlin", department(d), 2, 6);
        query(
                berlin(d),
                name + " Berlin",
                "select SMS_R_System.ResourceId from SMS_R_System where SMS_R_System.SMSAssignedSites = \"PS1\"");
        collection(pilot(d), name + " – pilot", berlin(d), 2, 1);
        for (Device device : pilots.getOrDefault(pilot(d), List.of())) {
            directs.row(pilot(d), device.name, device.resourceId, 5);
        }
        if (d % 3 == 0) {
            variables.row(department(d), "CostCenter", "4" + d + "00", false);
            variables.row(department(d), "JoinPassword", "", true);
            windows.row(
                    berlin(d),
                    "{" + new Chance(0, "window", d).guid() + "}",
                    "Sunday night",
                    "Occurs every week on Sunday, 01:00, for 4 hours",
                    "00012AC000192008",
                    LocalDateTime.of(2024, 1, 7, 1, 0),
                    240,
                    3,
                    true,
                    1);
        }
    }

    /** Includes and excludes: over several collections, nested, and two that refer to each other. */
    private void writeCombinations() throws SQLException {
        String offices = id(0x70);
        collection(offices, "Offices", ALL_CLIENTS, 2, 2);
        reference(offices, INCLUDE, department(0));
        reference(offices, INCLUDE, department(2));
        reference(offices, INCLUDE, department(3));
        reference(offices, EXCLUDE, pilot(0));
        String shops = id(0x71);
        collection(shops, "Everything but offices", ALL_CLIENTS, 2, 4);
        reference(shops, INCLUDE, ALL_CLIENTS);
        reference(shops, EXCLUDE, offices);
        String left = id(0x72);
        String right = id(0x73);
        collection(left, "Ring one", ALL_CLIENTS, 2, 1);
        collection(right, "Ring two", ALL_CLIENTS, 2, 1);
        reference(left, INCLUDE, right);
        reference(right, EXCLUDE, left);
        collection(id(0x74), "Empty, manual", ALL_SYSTEMS, 2, 1);
        collection(id(0x75), "Managers", "SMS00002", 1, 2);
        query(id(0x75), "Managers", "select * from SMS_R_User where UserGroupName = \"CONTOSO\\\\Managers\"");
    }

    private void collection(String id, String name, @Nullable String limit, int type, int refresh) throws SQLException {
        int key = nextKey++;
        keys.put(id, key);
        String view = "_RES_COLL_" + id;
        collections.row(
                id,
                name,
                refresh == 1 ? null : "Made by the sample",
                type,
                members.getOrDefault(id, 0),
                CHANGED.plusDays(29),
                CHANGED.plusDays(20),
                CHANGED,
                CHANGED.plusDays(29),
                refresh,
                1,
                "SMS_CM" + view);
        limits.row(key, id, name, limit, "CM" + view, id.startsWith("SMS"), CHANGED);
        ids.row(key, id);
    }

    private void query(String id, String rule, String wql) throws SQLException {
        queries.row(id, rule, 1, wql, null);
    }

    private void reference(String id, int rule, String referenced) throws SQLException {
        references.row(keys.get(id), referenced, rule, referenced);
    }
}
