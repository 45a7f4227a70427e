package org.godwit.live;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.client.BlockedClients.BlockedClient;
import org.godwit.live.LiveComparison.Figures;
import org.godwit.live.LiveComparison.Mode;
import org.godwit.live.LiveDifference.Kind;
import org.godwit.shared.SmsId;
import org.godwit.site.provider.ClientBlocks;
import org.godwit.site.provider.ClientBlocks.KnownClient;

/** Compares what is blocked here with what is blocked at a site, and blocks there what is missing if it is told to. */
final class BlockComparison {

    private final Map<SmsId, BlockedClient> here = new LinkedHashMap<>();
    private final List<LiveDifference> differences = new ArrayList<>();

    BlockComparison(List<BlockedClient> blockedHere) {
        blockedHere.forEach(client -> here.put(client.smsId(), client));
    }

    /** @param differences by kind, then by SMSID */
    record Result(Figures figures, List<LiveDifference> differences) {}

    /** @throws org.godwit.site.SourceFailure if the site cannot be asked */
    Result run(ClientBlocks site, Mode mode) {
        List<SmsId> refused = here.values().stream()
                .filter(client -> !client.lifted())
                .map(BlockedClient::smsId)
                .toList();
        List<KnownClient> known = site.find(refused);
        List<KnownClient> blockedThere = site.blocked();
        long unknown = refused.size()
                - known.stream().map(KnownClient::smsId).distinct().count();
        blockedThere.forEach(this::blockedThere);
        blockedHereOnly(known);
        List<KnownClient> missing =
                known.stream().filter(client -> !client.blocked()).toList();
        long blockedNow = 0;
        Map<Long, String> failures = Map.of();
        if (mode == Mode.BLOCK && !missing.isEmpty()) {
            failures = block(site, missing);
            blockedNow = missing.size() - failures.size();
        } else {
            missing.forEach(
                    client -> add(Kind.NOT_BLOCKED_THERE, client, "It is refused here, and the live site lets it in."));
        }
        differences.sort(Comparator.comparing(LiveDifference::kind).thenComparing(LiveDifference::smsId));
        return new Result(
                new Figures(
                        refused.size(),
                        here.values().stream().filter(BlockedClient::atSource).count(),
                        blockedThere.size(),
                        unknown,
                        missing.size() - blockedNow,
                        count(Kind.BLOCKED_THERE_ONLY),
                        count(Kind.BLOCKED_HERE_ONLY),
                        here.values().stream().filter(BlockedClient::lifted).count(),
                        blockedNow,
                        failures.size()),
                List.copyOf(differences));
    }

    private void blockedThere(KnownClient client) {
        BlockedClient known = here.get(client.smsId());
        if (known == null) {
            add(Kind.BLOCKED_THERE_ONLY, client, "The live site blocks it, and neither this server nor a source does.");
        } else if (known.lifted()) {
            add(Kind.LIFTED_HERE, client, "The live site and a source block it, and an admin here has unblocked it.");
        }
    }

    /** What an admin here blocks, or a source blocked before, and no source blocks now. */
    private void blockedHereOnly(List<KnownClient> known) {
        Map<SmsId, Long> resourceIds = new HashMap<>();
        known.forEach(client -> resourceIds.putIfAbsent(client.smsId(), client.resourceId()));
        here.values().stream()
                .filter(client -> !client.atSource())
                .forEach(client -> differences.add(new LiveDifference(
                        Kind.BLOCKED_HERE_ONLY,
                        client.smsId().value(),
                        resourceIds.get(client.smsId()),
                        "It is blocked here, and no source blocks it.")));
    }

    /** @return by ResourceID, why it is still not blocked */
    private Map<Long, String> block(ClientBlocks site, List<KnownClient> missing) {
        Map<Long, String> failures = new HashMap<>(new Blocking(site)
                .block(missing.stream().map(KnownClient::resourceId).toList()));
        Map<Long, KnownClient> now = new HashMap<>();
        site.find(missing.stream().map(KnownClient::smsId).distinct().toList())
                .forEach(client -> now.put(client.resourceId(), client));
        for (KnownClient client : missing) {
            KnownClient after = now.get(client.resourceId());
            boolean blocked = after != null && after.blocked();
            if (blocked) {
                failures.remove(client.resourceId());
                add(Kind.BLOCKED_NOW, client, "It was blocked at the live site.");
            } else {
                String why = failures.computeIfAbsent(
                        client.resourceId(),
                        id -> "The live site took the call, and it was still not blocked afterwards.");
                add(Kind.BLOCK_FAILED, client, Objects.requireNonNull(why));
            }
        }
        return failures;
    }

    private void add(Kind kind, KnownClient client, String detail) {
        differences.add(new LiveDifference(kind, client.smsId().value(), client.resourceId(), detail));
    }

    private long count(Kind kind) {
        return differences.stream().filter(d -> d.kind() == kind).count();
    }
}
