package org.godwit.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.client.GatheredStore.Candidate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cuts selections into lists. */
@Service
class KeptLists implements ClientLists {

    private final Selections selections;
    private final ClientListStore store;

    KeptLists(Selections selections, ClientListStore store) {
        this.selections = selections;
        this.store = store;
    }

    @Override
    @Transactional
    public List<Cut> cut(long hierarchyId, ClientSelection selection, List<Integer> sizes) {
        selections.check(hierarchyId, selection);
        List<Candidate> members = new ArrayList<>();
        selections.each(hierarchyId, selection, row -> {
            if (row.fate() == Fate.MIGRATE) {
                members.add(new Candidate(
                        row.resourceId(), Objects.requireNonNull(row.smsId()), row.siteCode(), row.blocked()));
            }
        });
        List<Cut> cuts = new ArrayList<>();
        for (int from = 0; from < members.size(); ) {
            int size = sizes.get(Math.min(cuts.size(), sizes.size() - 1));
            List<Candidate> part = members.subList(from, Math.min(members.size(), from + size));
            cuts.add(new Cut(
                    store.add(hierarchyId, part),
                    part.size(),
                    part.stream().filter(Candidate::blocked).count()));
            from += part.size();
        }
        return cuts;
    }

    @Override
    @Transactional
    public void remove(List<Long> listIds) {
        store.remove(listIds);
    }
}
