package org.godwit.distribution;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.godwit.credential.Account;

/** Content work that is not this server's: agents near the points do it. */
public interface RemoteTransfers {

    /** Whether the content of this destination point is moved and read by somebody nearer than this server. */
    boolean serves(long distributionPointId);

    /** Name of the place whose agents serve the point; points of one name are near each other. */
    String placeOf(long distributionPointId);

    /**
     * Has points' parts of a run done. What an earlier call for the run began and did not end, on whatever node, is called
     * back; what it had delivered counts.
     *
     * @param accounts with which account a library is opened
     */
    Dispatch<Delivery> transfer(
            long runId, List<Consignment> consignments, Function<Consignment.Library, Account> accounts);

    /** Has published packages compared with what proved them. */
    Dispatch<Inspection.Finding> inspect(
            long runId, List<Inspection> inspections, Function<Consignment.Library, Account> accounts);

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
