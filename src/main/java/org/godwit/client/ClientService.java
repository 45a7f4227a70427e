package org.godwit.client;

import java.util.List;
import java.util.function.Consumer;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;

/** The client records of the destination, as admins and the clients' own assignments meet them. */
public interface ClientService {

    /**
     * Client records, sorted by SMSID unless asked otherwise ({@code smsId}, {@code name}, {@code siteCode}).
     *
     * @throws org.godwit.shared.GodwitException {@code SORT_INVALID}
     */
    @Requires(Right.CLIENT_READ)
    Page<Client> list(ClientFilter filter, PageQuery page);

    /**
     * Every client record that {@link #list} has in all its pages, in one go: as they were in order when it began, those
     * removed meanwhile left out.
     *
     * @param sort as in {@link PageQuery}
     */
    @Requires(Right.CLIENT_READ)
    void each(ClientFilter filter, @Nullable String sort, Consumer<Client> what);

    /**
     * Clients whose name holds {@link ClientFilter#q} elsewhere than at its beginning, by name. One call looks at so many names
     * that it is quick, and says where the next one goes on.
     *
     * @param after what the call before answered as {@link NamesLookedAt#next}; null to begin
     */
    @Requires(Right.CLIENT_READ)
    NamesLookedAt lookInside(ClientFilter filter, @Nullable String after);

    /** @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND} */
    @Requires(Right.CLIENT_READ)
    Client get(SmsId smsId);

    /**
     * The whole record of a client.
     *
     * @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND}
     */
    @Requires(Right.CLIENT_READ)
    ClientRecord record(SmsId smsId);

    /**
     * Why a client is as it is: where its record came from, what blocks it, and how it was assigned.
     *
     * @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND} if there is neither a record nor a block of it
     */
    @Requires(Right.CLIENT_READ)
    List<ClientDecision> history(SmsId smsId);

    @Requires(Right.CLIENT_READ)
    ClientCounts counts();

    /** Clients that were found assigned although their source blocks them, newest first. */
    @Requires(Right.CLIENT_READ)
    Page<EarlyAssignment> earlyAssignments(PageQuery page);

    /**
     * Blocks a client at the destination. Blocking a blocked client changes nothing.
     *
     * @param reason why, for the audit trail; may be blank
     * @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND}
     */
    @Requires(Right.CLIENT_BLOCK)
    Client block(SmsId smsId, String reason);

    /**
     * Unblocks a client at the destination, whatever its source says; later runs leave it so and report a conflict.
     *
     * @param reason why, for the audit trail; may be blank
     * @throws org.godwit.shared.GodwitException {@code CLIENT_NOT_FOUND}
     */
    @Requires(Right.CLIENT_BLOCK)
    Client unblock(SmsId smsId, String reason);

    /**
     * A client assigns itself to a site of the destination. One that is not known yet gets a record of its own.
     *
     * @throws org.godwit.shared.GodwitException {@code CLIENT_BLOCKED} (conflict) if the client is blocked here or at its
     *     source, or comes with the hardware id or the certificate of one that is
     */
    @Requires(Right.CLIENT_ASSIGN)
    Client assign(Assignment assignment);
}
