package org.godwit.console;

import java.util.List;
import org.godwit.hierarchy.SourceHierarchy;
import org.godwit.hierarchy.SourceHierarchyService;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.godwit.shared.Pages;
import org.springframework.stereotype.Component;

/** The source hierarchies a reader can choose from in filters and forms. */
@Component
class SourceChoice {

    private final SourceHierarchyService hierarchies;

    SourceChoice(SourceHierarchyService hierarchies) {
        this.hierarchies = hierarchies;
    }

    /** By name; empty also for a reader who may not see them. */
    List<SourceHierarchy> all() {
        return Actor.current().may(Right.SOURCE_HIERARCHY_READ)
                ? Pages.all(hierarchies::list).toList()
                : List.of();
    }
}
