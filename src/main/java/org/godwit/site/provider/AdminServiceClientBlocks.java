package org.godwit.site.provider;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Chunks;
import org.godwit.shared.SmsId;
import tools.jackson.databind.JsonNode;

/** Blocks clients over the AdminServices of one site (reference B; the form of a static method's call is that of reference H). */
final class AdminServiceClientBlocks implements ClientBlocks {

    private static final String METHOD = "SMS_Collection.BlockClients";

    /** SMSIDs of one condition: an address stays below the 8 KB that servers take. */
    private static final int FIND_AT_ONCE = 40;

    private static final int BLOCK_AT_ONCE = 500;

    private final AdminServices services;
    private final SmsProvider provider;

    AdminServiceClientBlocks(AdminServices services) {
        this.services = services;
        this.provider = new AdminServiceProvider(services);
    }

    @Override
    public List<KnownClient> find(Collection<SmsId> smsIds) {
        List<KnownClient> found = new ArrayList<>();
        for (List<SmsId> part : Chunks.of(new LinkedHashSet<>(smsIds), FIND_AT_ONCE)) {
            String condition = part.stream()
                    .map(id -> "SMSID eq " + AdminServiceUris.literal(id.value()))
                    .collect(Collectors.joining(" or "));
            provider.each(
                    query().where(condition),
                    // a server that overlooks the condition must not get others blocked
                    node -> client(node)
                            .filter(client -> part.contains(client.smsId()))
                            .ifPresent(found::add));
        }
        return found;
    }

    @Override
    public List<KnownClient> blocked() {
        List<KnownClient> found = new ArrayList<>();
        provider.each(query().where("IsBlocked eq true"), node -> {
            // a server may overlook the condition
            if (node.path("IsBlocked").asBoolean(false)) {
                client(node).ifPresent(found::add);
            }
        });
        return found;
    }

    private static ProviderQuery query() {
        return ProviderQuery.byNumber("SMS_CombinedDeviceResources", "ResourceID", "ResourceID", "SMSID", "IsBlocked");
    }

    @Override
    public void block(Collection<Long> resourceIds) {
        set(resourceIds, true);
    }

    @Override
    public void unblock(Collection<Long> resourceIds) {
        set(resourceIds, false);
    }

    @Override
    public Optional<String> answering() {
        return services.answering();
    }

    @Override
    public void close() {
        services.close();
    }

    /** Empty for a resource without an SMSID. */
    private static Optional<KnownClient> client(JsonNode node) {
        String smsId = node.path("SMSID").asString("");
        if (smsId.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new KnownClient(
                node.path("ResourceID").longValue(),
                new SmsId(smsId),
                node.path("IsBlocked").asBoolean(false)));
    }

    private void set(Collection<Long> resourceIds, boolean blocked) {
        for (List<Long> part : Chunks.of(new LinkedHashSet<>(resourceIds), BLOCK_AT_ONCE)) {
            String body = CanonicalJson.write(Map.of("ResourceIDs", part, "Blocked", blocked));
            AdminServiceConnection.Answer answer =
                    services.ask(uris -> new AdminServiceConnection.Request(uris.method(METHOD), body));
            if (answer.status() != 200) {
                throw ProviderFailures.unexpected(services.base(), answer.status());
            }
            JsonNode result = answer.body();
            long code = result == null ? 0 : result.path("ReturnValue").asLong(0);
            if (code != 0) {
                throw ProviderFailures.methodFailed(services.base(), METHOD, code);
            }
        }
    }
}
