package org.godwit.site.provider;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.godwit.shared.SmsId;

/**
 * Blocks and unblocks clients at a site over its AdminService. This is all that is ever written over an SMS Provider, and only
 * at the destination: a source is opened by {@link SmsProviders#open}, which reads. Not safe for use by several threads.
 *
 * <p>Every method throws {@link org.godwit.site.SourceFailure} with its typed cause when no provider can be asked, or when it
 * refuses. Every one may be called again with the same arguments and comes to the same.
 */
public interface ClientBlocks extends AutoCloseable {

    /** Those of these clients that the site knows, in no order; a client with several records is given as often. */
    List<KnownClient> find(Collection<SmsId> smsIds);

    /** Every client that the site blocks, in ascending ResourceID. */
    List<KnownClient> blocked();

    /**
     * Blocks clients ({@code SMS_Collection.BlockClients}): the site then refuses their communication.
     *
     * @param resourceIds as {@link #find} gave them; none is no error
     */
    void block(Collection<Long> resourceIds);

    /** Lets clients communicate with the site again. */
    void unblock(Collection<Long> resourceIds);

    /** Address of the provider that answered last; empty before the first answer. */
    Optional<String> answering();

    @Override
    void close();

    /** A client record of the site (reference B, SMS_CombinedDeviceResources). */
    record KnownClient(long resourceId, SmsId smsId, boolean blocked) {}
}
