package org.godwit.agent.process;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.OrderState;
import org.godwit.agent.wire.SealedAccounts;
import org.godwit.content.ContentException;
import org.godwit.content.TransferMeter;
import org.godwit.distribution.Consignment;
import org.godwit.distribution.Inspection;
import org.godwit.distribution.RemoteWorker;
import org.godwit.distribution.ValidationOrder;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.StopSignal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does orders, each when the schedule says so, and remembers which it is at. */
final class Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final DeskStore desk;
    private final RemoteWorker worker;
    private final AgentIdentity identity;
    private final LongSupplier bytesPerSecond;
    private final int points;
    private final Clock clock;
    private final Link link = new Link();
    private final Map<Long, Working> working = new ConcurrentHashMap<>();
    private final LongAdder finished = new LongAdder();
    private volatile @Nullable String said;
    private volatile boolean closed;
    private volatile DeskStore.Terms terms = new DeskStore.Terms(false, 0, Integer.MAX_VALUE);

    /** @param points how many this agent works on at a time */
    Orders(
            DeskStore desk,
            RemoteWorker worker,
            AgentIdentity identity,
            LongSupplier bytesPerSecond,
            int points,
            Clock clock) {
        this.desk = desk;
        this.worker = worker;
        this.identity = identity;
        this.bytesPerSecond = bytesPerSecond;
        this.points = points;
        this.clock = clock;
    }

    private static final class Working {
        private final TransferMeter meter = new TransferMeter();
        private volatile boolean stop;
    }

    /** It is for another agent, or its accounts are not sealed for this one yet: to be looked at again in a moment. */
    static final class NotYet extends RuntimeException {
        NotYet(String message) {
            super(message);
        }
    }

    /**
     * Does an order as far as it can be done from here.
     *
     * @param shuttingDown whether this agent is about to stop
     * @throws NotYet if somebody else should
     */
    void execute(long orderId, BooleanSupplier shuttingDown) {
        DeskStore.Order order = desk.order(orderId).orElse(null);
        if (order == null || order.state() == OrderState.DONE || order.state() == OrderState.WITHDRAWN) {
            return;
        }
        String own = Long.toString(identity.enrolment().agentId());
        if (order.state() == OrderState.REFUSED
                || Set.of(order.refusedBy().split(",")).contains(own)) {
            if (order.state() == OrderState.REFUSED) {
                return; // the server sees to it
            }
            throw new NotYet("This agent could not do order " + orderId + " before.");
        }
        SealedAccounts accounts = accounts(orderId);
        Working mine = begun(orderId);
        try {
            if (desk.take(orderId)) {
                execute(order, own, accounts, mine, () -> mine.stop || closed || shuttingDown.getAsBoolean());
            }
        } finally {
            working.remove(orderId);
            finished.add(mine.meter.bytesHandled());
        }
    }

    private boolean full() {
        return working.size() >= Math.min(points, terms.points());
    }

    private synchronized Working begun(long orderId) {
        if (working.size() >= terms.points()) {
            throw new NotYet("The agents of this location are to work on no more points at a time.");
        }
        Working mine = new Working();
        working.put(orderId, mine);
        return mine;
    }

    private void execute(
            DeskStore.Order order, String own, SealedAccounts accounts, Working mine, BooleanSupplier stop) {
        long orderId = order.id();
        LOG.info("Order {} begins", orderId);
        try {
            List<String> left = work(order, accounts, mine, stop);
            if (stop.getAsBoolean()) {
                throw new NotYet("Order " + orderId + " was put down.");
            }
            if (left.isEmpty()) {
                desk.done(orderId);
                LOG.info("Order {} is done", orderId);
            } else {
                refuse(order, own, left.get(0));
            }
        } catch (IOException e) {
            if (stop.getAsBoolean()
                    || e instanceof ContentException known && known.code() == ContentException.Code.LIBRARY_TAKEN) {
                throw new NotYet("Order " + orderId + " was put down.");
            }
            refuse(order, own, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private SealedAccounts accounts(long orderId) {
        byte[] sealed = desk.sealed(orderId).orElseThrow(() -> new NotYet("Order " + orderId + " is not sealed yet."));
        try {
            return SealedAccounts.of(Envelope.open(identity.key(), sealed));
        } catch (GeneralSecurityException e) {
            throw new NotYet("Order " + orderId + " was sealed for another key.");
        }
    }

    private List<String> work(DeskStore.Order order, SealedAccounts accounts, Working mine, BooleanSupplier stop)
            throws IOException {
        RemoteWorker.Conditions conditions = new RemoteWorker.Conditions(
                library -> accounts.account(library.key()),
                this::share,
                stop,
                mine.meter,
                records -> link.patient(records, stop));
        Set<String> there = desk.itemsWithResult(order.id());
        switch (order.kind()) {
            case TRANSFER -> {
                return worker.transfer(
                        CanonicalJson.read(order.body(), Consignment.class),
                        conditions,
                        parcel -> !there.contains(Long.toString(parcel.transferId())),
                        delivery -> give(
                                order.id(),
                                Long.toString(delivery.transferId()),
                                CanonicalJson.write(delivery),
                                mine,
                                stop));
            }
            case INSPECTION -> {
                worker.inspect(
                        CanonicalJson.read(order.body(), Inspection.class),
                        conditions,
                        published -> !there.contains(published.packageId()),
                        finding -> give(order.id(), finding.packageId(), CanonicalJson.write(finding), mine, stop));
                return List.of();
            }
            case VALIDATION -> {
                boolean whole = worker.validate(
                        CanonicalJson.read(order.body(), ValidationOrder.class),
                        conditions,
                        item -> !there.contains(item),
                        found -> give(order.id(), found.item(), CanonicalJson.write(found), mine, stop),
                        new StopSignal(() -> full() && desk.anyWaits(clock.instant()), clock));
                if (!whole) {
                    throw new NotYet("Order " + order.id() + " makes room for what cannot wait.");
                }
                return List.of();
            }
        }
        throw new ContentException(ContentException.Code.LOCATION_FAILED, "Unknown kind of order.");
    }

    /** A result of an order that is another's by now is not taken: then the rest is put down. */
    private void give(long orderId, String item, String body, Working mine, BooleanSupplier stop) {
        if (!link.ask(() -> desk.result(orderId, item, body), stop)) {
            LOG.warn("Order {} is not this agent's any more", orderId);
            mine.stop = true;
        }
    }

    /** What one order may take of this agent's bandwidth. */
    private long share() {
        long own = bytesPerSecond.getAsLong();
        long allotted = terms.bytesPerSecond();
        long limit = own == 0 || allotted == 0 ? Math.max(own, allotted) : Math.min(own, allotted);
        return limit == 0 ? 0 : Math.max(1, limit / Math.max(1, working.size()));
    }

    private void refuse(DeskStore.Order order, String own, String reason) {
        LOG.warn("Order {} cannot be done from here: {}", order.id(), reason);
        said = reason;
        desk.refuse(order.id(), order.refusedBy().isBlank() ? own : order.refusedBy() + "," + own, reason);
    }

    /** Says how far each order is, and puts down those that were called back. */
    void report() {
        working.forEach((id, mine) -> desk.progress(id, mine.meter.bytesHandled()));
        desk.lost(Set.copyOf(working.keySet())).forEach(this::putDown);
    }

    /** From now on it keeps to what the servers ask. */
    void keepTo(DeskStore.Terms asked) {
        terms = asked;
    }

    /** Puts everything down: this agent cannot be sure any more that its work is its own. */
    void putDownAll() {
        working.keySet().forEach(this::putDown);
    }

    private void putDown(long orderId) {
        Working mine = working.get(orderId);
        if (mine != null && !mine.stop) {
            LOG.warn("Order {} is put down: it was called back, or the database cannot be reached", orderId);
            mine.stop = true;
        }
    }

    void close() {
        closed = true;
        link.close();
    }

    int running() {
        return working.size();
    }

    long bytesDone() {
        return finished.sum()
                + working.values().stream()
                        .mapToLong(w -> w.meter.bytesHandled())
                        .sum();
    }

    /** What people should know, e.g. which share could not be reached last. */
    @Nullable String said() {
        return said;
    }
}
