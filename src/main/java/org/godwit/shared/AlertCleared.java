package org.godwit.shared;

/**
 * A condition that was published before is over, e.g. gathering succeeded again: its open alert, if there is one, closes by
 * itself, so that the condition is told anew when it arises anew.
 */
public record AlertCleared(AlertCondition.Kind kind, String subjectType, String subjectId) {}
