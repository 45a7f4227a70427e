package org.godwit.distribution;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.godwit.content.ContentException;
import org.godwit.content.PackageManifest;
import org.godwit.distribution.ValidationOrder.Found;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Has agents near a point hash again what is published there. */
@Component
class RemoteValidations {

    private static final long LOOK_NAP = Duration.ofSeconds(1).toNanos();

    private final ObjectProvider<RemoteTransfers> agents;
    private final LocationAccounts accounts;
    private final TransferProperties properties;

    RemoteValidations(
            ObjectProvider<RemoteTransfers> agents, LocationAccounts accounts, TransferProperties properties) {
        this.agents = agents;
        this.accounts = accounts;
        this.properties = properties;
    }

    /**
     * Returns when they are done, or cannot go on.
     *
     * @param place whose agents are asked
     * @param found told of everything that was found, also by agents that a node which is gone had asked
     * @return false if this server is to look at the rest itself
     * @throws ContentException {@code STOPPED}; {@code LOCATION_FAILED} if no agent can read the library, and this server is not to
     */
    boolean validate(
            long validationId,
            DistributionPointEntity point,
            String place,
            List<PackageManifest> packages,
            BooleanSupplier stop,
            Consumer<Found> found)
            throws ContentException {
        RemoteTransfers.Dispatch<Found> dispatch = agents.getObject()
                .validate(
                        place,
                        validationId,
                        new ValidationOrder(
                                Consignment.Library.of(point), packages, properties.validationBytesPerSecond()),
                        library -> accounts.account(LocationAccounts.ofPoint(library.pointId())));
        while (true) {
            dispatch.collect(found);
            List<RemoteTransfers.Left> left = dispatch.left();
            if (!left.isEmpty()) {
                if (left.get(0).serverMayHelp()) {
                    return false;
                }
                throw new ContentException(
                        ContentException.Code.LOCATION_FAILED, left.get(0).reason());
            }
            if (dispatch.over()) {
                return true;
            }
            if (stop.getAsBoolean()) {
                dispatch.stop();
                throw new ContentException(ContentException.Code.STOPPED, "The validation was stopped.");
            }
            LockSupport.parkNanos(LOOK_NAP);
        }
    }
}
