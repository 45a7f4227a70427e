package org.godwit.agent;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.godwit.agent.wire.Envelope;
import org.godwit.agent.wire.OrderKind;
import org.godwit.agent.wire.OrderState;
import org.godwit.agent.wire.Protocol;
import org.godwit.agent.wire.SealedAccounts;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment.Library;
import org.godwit.distribution.RemoteTransfers.Dispatch;
import org.godwit.distribution.RemoteTransfers.Left;
import org.godwit.schedule.ScheduleProperties;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.CanonicalJson;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives orders to the agents of a place, and follows them. Runs share a place's agents fairly: each run's next order has its
 * turn before any run's one after next. Which agent takes an order, and that another takes it over when
 * that one dies, is the scheduling engine's business; what is done here is to write orders down, seal what opens the
 * libraries for the agents that may take them, and to take work back when nobody of the place is there.
 */
@Component
class OrderDispatcher {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final AgentStore agents;
    private final OrderStore orders;
    private final SchedulerClient schedule;
    private final Duration patience;
    private final Duration missed;
    private final TransactionTemplate transaction;
    private final Clock clock;

    OrderDispatcher(
            AgentStore agents,
            OrderStore orders,
            AgentSchedule schedule,
            AgentProperties properties,
            ScheduleProperties scheduleProperties,
            TransactionTemplate transaction,
            Clock clock) {
        this.agents = agents;
        this.orders = orders;
        this.schedule = schedule.client();
        this.patience = properties.patience();
        this.missed = scheduleProperties.missedAfter();
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Writes orders down. Those of the kind that were given before for the same run and points are called back; their results are
     * handed over with those of the new ones.
     *
     * @param type of a result
     * @param accounts with which account a library is opened
     */
    <R> Dispatch<R> give(
            OrderKind kind,
            Class<R> type,
            String place,
            long runId,
            List<Draft> drafts,
            Function<Library, Account> accounts) {
        return new Given<>(kind, type, place, runId, drafts, accounts);
    }

    /**
     * An order before it is written down.
     *
     * @param body what the agent is told
     * @param libraries whose accounts it is given
     * @param elsewhere whether somebody else may do it: then it is not waited for longer than {@code godwit.agents.patience}
     */
    record Draft(Library target, String body, List<Library> libraries, boolean elsewhere) {}

    /** An order that was given: who it is for, and what opens its libraries. */
    private static final class Following {
        private final String place;
        private final boolean elsewhere;
        private final int turn;
        private final long pointId;
        private final List<Library> libraries;
        private final Set<Long> sealedFor = new HashSet<>();
        private long bytesDone;
        private boolean over;

        Following(String place, int turn, Draft draft) {
            this.place = place;
            this.elsewhere = draft.elsewhere();
            this.turn = turn;
            this.pointId = draft.target().pointId();
            this.libraries = draft.libraries();
        }
    }

    /**
     * A place when it was asked for.
     *
     * @param agents those that could take work
     * @param serverMayHelp whether a server does the work when no agent of the place can
     */
    private record There(Instant asked, List<AgentStore.Recipient> agents, boolean serverMayHelp) {}

    /** One run's orders of a kind. */
    private final class Given<R> implements Dispatch<R> {

        private final OrderKind kind;
        private final Class<R> type;
        /** Results that stay where they are, of those that were handed over. */
        private final Set<OrderStore.ResultKey> taken = new HashSet<>();

        private final Function<Library, Account> accounts;
        private final Map<Long, Following> following = new LinkedHashMap<>();
        /** Results of orders that a node which is gone had given for the same work. */
        private final Set<Long> inherited = new HashSet<>();

        private final Map<String, Instant> nobodySince = new HashMap<>();
        private final List<Left> left = new ArrayList<>();
        private final Map<String, There> there = new HashMap<>();
        private Instant allotted = Instant.EPOCH;

        Given(
                OrderKind kind,
                Class<R> type,
                String place,
                long runId,
                List<Draft> drafts,
                Function<Library, Account> accounts) {
            this.kind = kind;
            this.type = type;
            this.accounts = accounts;
            Set<Long> points = drafts.stream().map(d -> d.target().pointId()).collect(Collectors.toSet());
            transaction.executeWithoutResult(t -> orders.forget(clock.instant().minus(KEPT)));
            for (long before : orders.ofRun(runId, kind, points)) {
                withdraw(before);
                inherited.add(before);
            }
            int turn = kind.unhurried() || drafts.isEmpty() ? Protocol.LAST : orders.turn(place);
            for (Draft draft : drafts) {
                int mine = turn;
                transaction.executeWithoutResult(t -> give(kind, runId, place, mine, draft));
                turn = Math.max(turn - 1, Protocol.LAST + 1);
            }
        }

        private void give(OrderKind kind, long runId, String place, int turn, Draft draft) {
            Following order = new Following(place, turn, draft);
            long id = orders.add(place, kind, runId, order.pointId, draft.body(), clock.instant());
            following.put(id, order);
            seal(id, order);
            schedule(id, order);
        }

        private void schedule(long id, Following order) {
            schedule.scheduleIfNotExists(
                    Protocol.task(order.place)
                            .instance(id + "-" + clock.instant().toEpochMilli())
                            .priority(order.turn)
                            .data(new Protocol.OrderData(
                                    id, RequestOrigin.current().correlationId()))
                            .build(),
                    clock.instant());
        }

        private void seal(long id, Following order) {
            for (AgentStore.Recipient agent : there(order.place).agents()) {
                if (order.sealedFor.add(agent.id())) {
                    PublicKey key = Envelope.publicKey(agent.publicKey());
                    orders.seal(
                            id, agent.id(), Envelope.seal(key, accounts(order).bytes()));
                }
            }
        }

        /** Who is there now; asked anew once a second at most, since a run may have thousands of orders at a place. */
        private There there(String place) {
            Instant now = clock.instant();
            There known = there.get(place);
            if (known == null || !now.isBefore(known.asked().plus(FRESH))) {
                known = new There(
                        now,
                        agents.available(place, now, missed),
                        agents.location(place).map(AgentLocation::serverMayHelp).orElse(true));
                there.put(place, known);
            }
            return known;
        }

        private SealedAccounts accounts(Following order) {
            return new SealedAccounts(order.libraries.stream()
                    .map(library -> SealedAccounts.entry(library.key(), accounts.apply(library)))
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .toList());
        }

        @Override
        public void collect(Consumer<R> taker) {
            List<OrderStore.Order> seen =
                    orders.find(openIds()); // before the results: DONE means all of them are there
            Set<Long> from = new HashSet<>(following.keySet());
            from.addAll(inherited);
            for (OrderStore.Result result :
                    kind.unhurried() ? orders.results(from, taken) : orders.results(kind, from)) {
                transaction.executeWithoutResult(t -> {
                    taker.accept(CanonicalJson.read(result.body(), type));
                    if (kind.unhurried()) {
                        taken.add(result.key());
                    } else {
                        orders.removeResult(result.key());
                    }
                });
            }
            allot();
            seen.forEach(this::follow);
        }

        /** Once a heartbeat: who is there changes no faster. */
        private void allot() {
            Instant now = clock.instant();
            if (now.isBefore(allotted.plus(missed.dividedBy(3)))) {
                return;
            }
            allotted = now;
            following.values().stream()
                    .filter(o -> !o.over)
                    .map(o -> o.place)
                    .distinct()
                    .flatMap(place -> agents.location(place).stream())
                    .forEach(place -> transaction.executeWithoutResult(
                            t -> agents.allot(place, agents.available(place.name(), now, missed))));
        }

        private void follow(OrderStore.Order order) {
            Following mine = Objects.requireNonNull(following.get(order.id()));
            mine.bytesDone = order.bytesDone();
            if (order.state() == OrderState.DONE) {
                mine.over = true;
                if (kind.unhurried()) {
                    withdraw(order.id());
                } else {
                    transaction.executeWithoutResult(t -> orders.remove(order.id()));
                }
                return;
            }
            List<AgentStore.Recipient> there = there(mine.place).agents();
            if (there.stream().anyMatch(agent -> !mine.sealedFor.contains(agent.id()))) {
                transaction.executeWithoutResult(t -> seal(order.id(), mine));
            }
            if (order.state() == OrderState.REFUSED) {
                if (there.stream().anyMatch(a -> !order.refusedBy().contains(a.id()))) {
                    transaction.executeWithoutResult(t -> {
                        orders.reopen(order.id());
                        schedule(order.id(), mine);
                    });
                } else {
                    leave(order, mine, Objects.requireNonNullElse(order.message(), "No agent could do it."));
                }
                return;
            }
            if (!there.isEmpty()) {
                nobodySince.remove(mine.place);
                return;
            }
            Instant now = clock.instant();
            Instant since = nobodySince.computeIfAbsent(mine.place, place -> now);
            if ((mine.elsewhere || mayHelp(mine)) && !now.isBefore(since.plus(patience))) {
                leave(order, mine, "No agent of " + mine.place + " is there.");
            }
        }

        /** Without the server's help, work waits for an agent as long as it takes. */
        private boolean mayHelp(Following order) {
            return there(order.place).serverMayHelp();
        }

        private void leave(OrderStore.Order order, Following mine, String reason) {
            withdraw(order.id());
            mine.over = true;
            left.add(new Left(mine.pointId, mayHelp(mine), reason));
        }

        private Set<Long> openIds() {
            return following.entrySet().stream()
                    .filter(e -> !e.getValue().over)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        @Override
        public List<Left> left() {
            List<Left> now = List.copyOf(left);
            left.clear();
            return now;
        }

        @Override
        public boolean over() {
            return left.isEmpty() && following.values().stream().allMatch(o -> o.over);
        }

        @Override
        public long bytesDone() {
            return following.values().stream().mapToLong(o -> o.bytesDone).sum();
        }

        @Override
        public void stop() {
            openIds().forEach(id -> {
                withdraw(id);
                Objects.requireNonNull(following.get(id)).over = true;
            });
        }

        private void withdraw(long id) {
            transaction.executeWithoutResult(t -> orders.withdraw(id));
        }
    }
}
