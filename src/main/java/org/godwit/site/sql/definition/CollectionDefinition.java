package org.godwit.site.sql.definition;

import java.util.List;
import java.util.Map;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.Reading.Condition;
import org.godwit.site.sql.definition.Reading.Join;

/**
 * Collections: their rules, never their members (CM-87). Include and exclude rules are in a base table only, under an
 * integer key (reference C). The
 * names that direct rules carry may be names of people and are not read, nor are the values of masked variables.
 */
final class CollectionDefinition {

    private static final int INCLUDE = 3;
    private static final int EXCLUDE = 4;

    private CollectionDefinition() {}

    static ObjectDefinition get() {
        return ObjectDefinition.of(ObjectType.COLLECTION, "v_Collection")
                .rowKey("CollectionID")
                .name("Name")
                .columns("Comment", "CollectionType", "RefreshType", "MemberClassName")
                .with("v_Collections", "SiteID", "LimitToCollectionID", "IsBuiltIn")
                .detail(
                        "QueryRules",
                        "v_CollectionRuleQuery",
                        "CollectionID",
                        "RuleName",
                        "QueryExpression",
                        "LimitToCollectionID")
                .detail("DirectRules", "v_CollectionRuleDirect", "CollectionID", "ResourceID", "ResourceType")
                .detail(
                        "CollectionRules",
                        "Collection_Rules",
                        "SiteID",
                        new Join("Collections_G", "CollectionID", "CollectionID"),
                        List.of(Condition.only("RuleType", INCLUDE, EXCLUDE)),
                        "QueryName",
                        "RuleType",
                        "ReferencedCollectionID")
                .detail(
                        "Variables",
                        "v_CollectionVariable",
                        "CollectionID",
                        List.of(Condition.without("IsMasked", 1)),
                        "Name",
                        "Value")
                .detail(
                        "MaskedVariables",
                        "v_CollectionVariable",
                        "CollectionID",
                        List.of(Condition.only("IsMasked", 1)),
                        "Name")
                .detail(
                        "MaintenanceWindows",
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
                        "ServiceWindowType")
                .refers("LimitToCollectionID", ObjectType.COLLECTION, "LIMITING_COLLECTION")
                .detailRefers("QueryRules", "LimitToCollectionID", ObjectType.COLLECTION, "QUERY_LIMIT")
                .refersBy(
                        "CollectionRules",
                        "ReferencedCollectionID",
                        "RuleType",
                        Map.of(
                                INCLUDE, new Link.Target(ObjectType.COLLECTION, "INCLUDE_COLLECTION"),
                                EXCLUDE, new Link.Target(ObjectType.COLLECTION, "EXCLUDE_COLLECTION")))
                .becomes(
                        "Made with its rules, variables and maintenance windows; members are found anew by the rules.");
    }
}
