package org.godwit.archive;

import java.io.IOException;
import java.io.OutputStream;
import org.godwit.security.InScope;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.security.Securable;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;

/**
 * Archives of the audit messages that source hierarchies hold of themselves. Whoever may change a source asks for one; only a
 * security officer reads it.
 */
public interface SourceAuditArchives {

    /**
     * Begins to copy what the source's audit holds now.
     *
     * @return the archive, RUNNING
     * @throws org.godwit.shared.GodwitException {@code SOURCE_HIERARCHY_NOT_FOUND}; {@code ARCHIVE_RUNNING} if one of this
     *     source is being written
     */
    @Requires(Right.SOURCE_HIERARCHY_MODIFY)
    SourceAuditArchive request(@InScope(Securable.SOURCE_HIERARCHY) long hierarchyId);

    /** All archives, the newest first. */
    @Requires(Right.AUDIT_READ)
    Page<SourceAuditArchive> list(PageQuery query);

    /** @throws org.godwit.shared.GodwitException {@code ARCHIVE_NOT_FOUND} */
    @Requires(Right.AUDIT_READ)
    SourceAuditArchive get(long id);

    /**
     * Reads the whole archive and compares it with the hash it was sealed with.
     *
     * @throws org.godwit.shared.GodwitException {@code ARCHIVE_NOT_FOUND}, {@code ARCHIVE_NOT_SEALED}
     */
    @Requires(Right.AUDIT_VERIFY)
    Verdict verify(long id);

    /**
     * Writes the archive: gzipped JSON Lines, one message a line.
     *
     * @throws org.godwit.shared.GodwitException {@code ARCHIVE_NOT_FOUND}, {@code ARCHIVE_NOT_SEALED}, {@code ARCHIVE_BROKEN} if
     *     it is not what was sealed; then nothing is written
     */
    @Requires(Right.SOURCE_AUDIT_READ)
    void write(long id, OutputStream out) throws IOException;

    /** Whether an archive is what was sealed. */
    enum Verdict {
        INTACT,
        BROKEN
    }
}
