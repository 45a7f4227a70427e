/** Agents: godwit processes near distribution points, which move content that servers cannot reach or should not carry. */
@ApplicationModule(
        allowedDependencies = {"shared", "security", "audit", "schedule", "credential", "distribution", "content"})
@NullMarked
package org.godwit.agent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
