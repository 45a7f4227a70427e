package org.godwit.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.godwit.agent.OrderDispatcher.Draft;
import org.godwit.agent.wire.OrderKind;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment;
import org.godwit.distribution.Consignment.Library;
import org.godwit.distribution.Delivery;
import org.godwit.distribution.Inspection;
import org.godwit.distribution.RemoteTransfers;
import org.godwit.distribution.ValidationOrder;
import org.godwit.shared.CanonicalJson;
import org.springframework.stereotype.Component;

/** Which agents content work is for, and what they are told. */
@Component
class AgentOrders implements RemoteTransfers {

    private final AgentStore agents;
    private final OrderStore orders;
    private final OrderDispatcher dispatcher;
    private final AgentProperties properties;

    AgentOrders(AgentStore agents, OrderStore orders, OrderDispatcher dispatcher, AgentProperties properties) {
        this.agents = agents;
        this.orders = orders;
        this.dispatcher = dispatcher;
        this.properties = properties;
    }

    @Override
    public List<String> route(long distributionPointId, Supplier<? extends Collection<Long>> sources) {
        Set<String> route = new LinkedHashSet<>();
        for (AgentProperties.Routing rule : properties.routing()) {
            switch (rule) {
                case NEAR_DESTINATION -> agents.placeOf(distributionPointId).ifPresent(route::add);
                case NEAR_SOURCE -> {
                    if (agents.anyNearSources()) {
                        sources.get()
                                .forEach(source -> agents.placeOfSource(source).ifPresent(route::add));
                    }
                }
            }
        }
        return List.copyOf(route);
    }

    @Override
    public Optional<String> validators(long distributionPointId) {
        return properties.validations() && properties.routing().contains(AgentProperties.Routing.NEAR_DESTINATION)
                ? agents.placeOf(distributionPointId)
                : Optional.empty();
    }

    @Override
    public Dispatch<Delivery> transfer(
            String place,
            long runId,
            List<Consignment> consignments,
            Set<Long> elsewhere,
            Function<Library, Account> accounts) {
        List<Draft> drafts = consignments.stream()
                .map(c -> new Draft(
                        c.target(),
                        CanonicalJson.write(c),
                        libraries(c),
                        elsewhere.contains(c.target().pointId())))
                .toList();
        return dispatcher.give(OrderKind.TRANSFER, Delivery.class, place, runId, drafts, accounts);
    }

    @Override
    public Dispatch<Inspection.Finding> inspect(
            String place, long runId, List<Inspection> inspections, Function<Library, Account> accounts) {
        List<Draft> drafts = inspections.stream()
                .map(i -> new Draft(i.target(), CanonicalJson.write(i), List.of(i.target()), false))
                .toList();
        return dispatcher.give(OrderKind.INSPECTION, Inspection.Finding.class, place, runId, drafts, accounts);
    }

    @Override
    public Dispatch<ValidationOrder.Found> validate(
            String place, long validationId, ValidationOrder order, Function<Library, Account> accounts) {
        Set<String> settled = settled(validationId, order.target());
        ValidationOrder rest = new ValidationOrder(
                order.target(),
                order.packages().stream()
                        .filter(p -> !settled.contains(p.packageId()))
                        .toList(),
                order.bytesPerSecond());
        // if nobody is there, it is said rather than waited for: it is tried again another night
        Draft draft = new Draft(order.target(), CanonicalJson.write(rest), List.of(order.target()), true);
        return dispatcher.give(
                OrderKind.VALIDATION, ValidationOrder.Found.class, place, validationId, List.of(draft), accounts);
    }

    /** What was found to be as it was published. All else is forgotten: it may have been mended since, and is looked at again. */
    private Set<String> settled(long validationId, Library target) {
        Set<String> settled = new HashSet<>();
        List<Long> before = orders.ofRun(validationId, OrderKind.VALIDATION, Set.of(target.pointId()));
        for (OrderStore.Result result : orders.results(before, Set.of())) {
            if (CanonicalJson.read(result.body(), ValidationOrder.Found.class).asItWas()) {
                settled.add(result.key().item());
            } else {
                orders.removeResult(result.key());
            }
        }
        return settled;
    }

    private static List<Library> libraries(Consignment consignment) {
        List<Library> all = new ArrayList<>(consignment.origins());
        all.add(consignment.target());
        return all;
    }
}
