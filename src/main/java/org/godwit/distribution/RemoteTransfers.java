package org.godwit.distribution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.godwit.credential.Account;

/** Content work that is not this server's: agents near the points do it. */
public interface RemoteTransfers {

    /**
     * Places whose agents may do the work of a destination point, the best first; points of one place are near each other.
     *
     * @param sources ids of source points that have what it wants, asked only where it matters
     * @return empty if the work is this server's
     */
    List<String> route(long distributionPointId, Supplier<? extends Collection<Long>> sources);

    /** The place whose agents do the validations of a destination point; empty if they are this server's. */
    Optional<String> validators(long distributionPointId);

    /**
     * Has points' parts of a run done. What an earlier call for the run began and did not end, on whatever node, is called
     * back; what it had delivered counts.
     *
     * @param place whose agents are asked
     * @param elsewhere points whose work another place may do if this one cannot
     * @param accounts with which account a library is opened
     */
    Dispatch<Delivery> transfer(
            String place,
            long runId,
            List<Consignment> consignments,
            Set<Long> elsewhere,
            Function<Consignment.Library, Account> accounts);

    /** Has published packages compared with what proved them. */
    Dispatch<Inspection.Finding> inspect(
            String place, long runId, List<Inspection> inspections, Function<Consignment.Library, Account> accounts);

    /**
     * Has what is published at a point hashed again. What was found to be as it was for the same validation before, on whatever node,
     * is not looked at again: it is handed over like the rest, and once more to whoever calls this again.
     */
    Dispatch<ValidationOrder.Found> validate(
            String place, long validationId, ValidationOrder order, Function<Consignment.Library, Account> accounts);

    /** Work that was given away. Used by one thread. */
    interface Dispatch<R> {

        /** Hands over what was done since the last call, each in a transaction of its own: it is handed over once. */
        void collect(Consumer<R> taker);

        /** Points whose rest nobody near can do, each told once. */
        List<Left> left();

        /** Whether everything was handed over or left. */
        boolean over();

        /** Bytes dealt with so far. */
        long bytesDone();

        /** Calls back what is not done. */
        void stop();
    }

    /**
     * @param serverMayHelp whether this server may do it itself
     * @param reason one plain sentence
     */
    record Left(long distributionPointId, boolean serverMayHelp, String reason) {}
}
