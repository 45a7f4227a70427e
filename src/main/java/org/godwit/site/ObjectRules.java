package org.godwit.site;

/** What becomes of the objects of each type on their way, as the types' definitions declare it. */
@FunctionalInterface
public interface ObjectRules {

    ArrivalRules of(ObjectType type);
}
