package org.godwit.sample;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deployments of applications, update groups, baselines and task sequences to collections. */
final class DeploymentRows {

    private static final int APPLICATION = 1;
    private static final int PROGRAM = 2;
    private static final int UPDATES = 5;
    private static final int BASELINE = 6;
    private static final int TASK_SEQUENCE = 7;

    private final TableWriter assignments;
    private final TableWriter assigned;
    private final TableWriter summaries;
    private final TableWriter adverts;
    private int next = 16_777_300;

    DeploymentRows(SiteDatabase database) throws SQLException {
        assignments = database.table(
                "v_CIAssignment",
                "AssignmentID",
                "Assignment_UniqueID",
                "AssignmentName",
                "AssignmentType",
                "CollectionID",
                "CollectionName",
                "StartTime",
                "EnforcementDeadline",
                "OfferTypeID",
                "LastModificationTime");
        assigned = database.table("v_CIAssignmentToCI", "AssignmentID", "CI_ID");
        summaries = database.table(
                "v_DeploymentSummary",
                "AssignmentID",
                "CollectionID",
                "CollectionName",
                "SoftwareName",
                "PackageID",
                "ProgramName",
                "FeatureType",
                "DeploymentIntent",
                "NumberTotal",
                "NumberSuccess",
                "NumberInProgress",
                "NumberErrors",
                "NumberOther",
                "NumberUnknown",
                "Enabled",
                "DeploymentTime",
                "CreationTime",
                "ModificationTime",
                "ModelID",
                "OfferID");
        adverts = database.table("v_Advertisement");
    }

    void applications(List<ConfigurationItems.Item> items) throws SQLException {
        for (int i = 0; i < items.size(); i++) {
            assign(items.get(i), APPLICATION, 2, i, i % 2 == 0);
        }
    }

    void updates(List<ConfigurationItems.Item> groups) throws SQLException {
        for (int i = 0; i < groups.size(); i++) {
            assign(groups.get(i), UPDATES, 5, i, true);
        }
    }

    void baselines(List<ConfigurationItems.Item> items) throws SQLException {
        for (int i = 0; i < items.size(); i++) {
            assign(items.get(i), BASELINE, 0, i, true);
        }
    }

    /** Programs are deployed by advertisements; these rows are their summary. */
    void programs(List<PackagePlan.Package> packages) throws SQLException {
        for (PackagePlan.Package p : packages) {
            if (p.kind() == PackagePlan.Kind.PACKAGE) {
                boolean required = p.number() % 2 == 0;
                summary(
                        0,
                        p.name(),
                        p.id(),
                        "Install",
                        PROGRAM,
                        required,
                        p.number(),
                        PackageRows.advertisement(p.id()));
            }
        }
    }

    void taskSequences(Map<String, String> sequences) throws SQLException {
        int number = 0;
        for (Map.Entry<String, String> each : sequences.entrySet()) {
            String advertisement = Ids.of(Hierarchy.TOP.code(), 0x30000 + number);
            LocalDateTime time = ClientGenerator.NOW.minusDays(30);
            adverts.row(
                    advertisement,
                    each.getValue(),
                    each.getKey(),
                    "*",
                    CollectionGenerator.ALL_UNKNOWN,
                    time,
                    null,
                    0,
                    0,
                    Hierarchy.TOP.code(),
                    null);
            summary(0, each.getValue(), each.getKey(), "*", TASK_SEQUENCE, false, number, advertisement);
            number++;
        }
    }

    private void assign(ConfigurationItems.Item item, int feature, int assignmentType, int number, boolean required)
            throws SQLException {
        int id = next++;
        String collection = CollectionGenerator.department(number % CollectionGenerator.DEPARTMENTS.size());
        LocalDateTime time = ClientGenerator.NOW.minusDays(20 + number % 50);
        assignments.row(
                id,
                "{" + new Chance(0, "assignment", id).guid() + "}",
                item.name() + "_Deployment",
                assignmentType,
                collection,
                CollectionGenerator.DEPARTMENTS.get(number % CollectionGenerator.DEPARTMENTS.size()),
                time,
                required ? time.plusDays(7) : null,
                required ? 0 : 2,
                time);
        assigned.row(id, item.id());
        summary(id, item.name(), null, null, feature, required, number, null);
    }

    private void summary(
            int id,
            String software,
            @Nullable String packageId,
            @Nullable String program,
            int feature,
            boolean required,
            int number,
            @Nullable String advertisement)
            throws SQLException {
        int department = number % CollectionGenerator.DEPARTMENTS.size();
        LocalDateTime time = ClientGenerator.NOW.minusDays(20 + number % 50);
        boolean sequence = feature == TASK_SEQUENCE;
        String collection = sequence
                ? CollectionGenerator.ALL_UNKNOWN
                : feature == PROGRAM ? CollectionGenerator.target(number) : CollectionGenerator.department(department);
        summaries.row(
                id,
                collection,
                sequence ? "All Unknown Computers" : CollectionGenerator.DEPARTMENTS.get(department),
                software,
                packageId,
                program,
                feature,
                required ? 1 : 2,
                100,
                90,
                4,
                3,
                1,
                2,
                true,
                time,
                time,
                time,
                id,
                advertisement);
    }
}
