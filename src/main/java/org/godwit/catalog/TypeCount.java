package org.godwit.catalog;

import org.godwit.site.ObjectType;

/** How many entities of a type have a status. */
public record TypeCount(ObjectType type, EntityStatus status, long count) {}
