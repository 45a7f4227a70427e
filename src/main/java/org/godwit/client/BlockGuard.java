package org.godwit.client;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.godwit.client.GuardStore.Guarded;
import org.springframework.stereotype.Component;

/** Lets the guard follow a source: what it blocks goes on, what it has unblocked leaves, what vanished there stays. */
@Component
class BlockGuard {

    private final GuardStore guard;
    private final BlockStore blocks;

    BlockGuard(GuardStore guard, BlockStore blocks) {
        this.guard = guard;
        this.blocks = blocks;
    }

    /**
     * @param rows of the source; those that block are guarded
     * @param unblocked whether the source was seen to have rows of an SMSID none of which blocks
     */
    void follow(long hierarchyId, Collection<SourceRow> rows, Predicate<String> unblocked) {
        Set<Guarded> wanted = new LinkedHashSet<>();
        rows.stream().filter(SourceRow::blocks).forEach(row -> Guarded.of(row, wanted::add));
        follow(hierarchyId, wanted, unblocked);
    }

    void follow(long hierarchyId, Set<Guarded> wanted, Predicate<String> unblocked) {
        Set<Guarded> stored = guard.of(hierarchyId);
        List<String> leaving =
                stored.stream().map(Guarded::smsId).distinct().filter(unblocked).toList();
        guard.remove(hierarchyId, leaving);
        blocks.forgetLifted(leaving);
        guard.add(
                hierarchyId,
                wanted.stream().filter(entry -> !stored.contains(entry)).toList());
    }
}
