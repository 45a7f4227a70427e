package org.godwit.gathering;

import java.util.List;
import java.util.Map;
import org.godwit.hierarchy.SourceHierarchyDefinition;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.site.DataClass;

/** Says before the first gathering, and at any time after, what is read of a source (design 8, privacy). */
public interface DisclosureService {

    /**
     * Every class of information, with what would be read of it, counted at the source now.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}; {@code SOURCE_UNREADABLE}
     */
    @Requires(Right.SOURCE_HIERARCHY_READ)
    List<ClassDisclosure> disclosure(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /**
     * The same of a source that is not defined yet. Nothing is saved; only rows are counted.
     *
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_INVALID}; {@code SOURCE_UNREADABLE}
     */
    @Requires(Right.SOURCE_HIERARCHY_CREATE)
    List<ClassDisclosure> disclosure(SourceHierarchyDefinition definition);

    /**
     * Removes what was read of one class, wherever it is kept: from the catalogue, from what was gathered of clients and of
     * content, and what concerns people and addresses from migrated client records too. Blocks are never lost, and of migrated
     * objects it stays known which came from where.
     *
     * @return rows removed or emptied, by what they are
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}; {@code DATA_CLASS_TICKED} while the class is
     *     read; {@code GATHERING_RUNNING}
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    Map<String, Long> purge(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId, DataClass dataClass);

    /**
     * @param ticked whether the class is read of this hierarchy
     * @param onByDefault whether it is read unless an admin unticks it; classes that concern people are not
     * @param rows rows of its views that a gathering reads
     */
    record ClassDisclosure(
            DataClass dataClass, boolean ticked, boolean onByDefault, long rows, List<ViewDisclosure> views) {}

    /** @param onRequest whether it is not read by a gathering, but when somebody asks for what needs it */
    record ViewDisclosure(String view, List<String> columns, long rows, boolean onRequest) {}
}
