package org.godwit.site.provider;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.godwit.site.SourceFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads over the AdminServices of one site.
 *
 * <p>Paging is by key range: {@code $filter=Key gt last}, with {@code $orderby} and {@code $top}. Microsoft's text promises
 * neither of the last two (reference H), so a server that refuses or ignores them is asked for everything at once, and a
 * continuation link is followed where it gives one.
 */
final class AdminServiceProvider implements SmsProvider {

    private final AdminServices services;

    AdminServiceProvider(AdminServices services) {
        this.services = services;
    }

    @Override
    public Optional<JsonNode> get(String className, String key) {
        return object(className, AdminServiceUris.literal(key));
    }

    @Override
    public Optional<JsonNode> get(String className, long key) {
        return object(className, Long.toString(key));
    }

    @Override
    public void each(ProviderQuery query, Consumer<JsonNode> sink) {
        if (!query.pagedByKey()) {
            everything(query, null, sink);
            return;
        }
        String after = null;
        while (true) {
            String last = after;
            AdminServiceConnection.Answer answer = ask(uris -> uris.page(query, last));
            List<JsonNode> page = answer.status() == 200 ? values(answer) : List.of();
            boolean paged = answer.status() == 200
                    && ascending(query, page, last)
                    && next(answer).isEmpty();
            if (answer.status() == 404) {
                throw ProviderFailures.unknownClass(query.className());
            }
            if (!paged) {
                everything(query, last, sink);
                return;
            }
            page.forEach(sink);
            if (page.size() < AdminServiceUris.PAGE) {
                return;
            }
            after = literal(query, page.get(page.size() - 1));
        }
    }

    /** A server that does not understand {@code $top} has the class all the same. */
    @Override
    public boolean shows(ProviderQuery query) {
        try {
            return ask(uris -> uris.first(query)).status() != 404;
        } catch (SourceFailure e) {
            if (e.reason() == SourceFailure.Cause.NO_PROVIDER_PERMISSION) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<String> answering() {
        return services.answering();
    }

    @Override
    public Optional<Instant> serverTime() {
        return services.serverTime();
    }

    @Override
    public void close() {
        services.close();
    }

    private Optional<JsonNode> object(String className, String literal) {
        AdminServiceConnection.Answer answer = ask(uris -> uris.object(className, literal));
        JsonNode body = answer.body();
        if (body == null) {
            return Optional.empty();
        }
        JsonNode value = body.path("value"); // seen with and without the list around the one object
        return value.isArray() ? value.valueStream().findFirst() : Optional.of(body);
    }

    /** For servers that do not page as they are asked: the whole list, in ascending key, without what was given already. */
    private void everything(ProviderQuery query, @Nullable String after, Consumer<JsonNode> sink) {
        List<JsonNode> all = new ArrayList<>();
        AdminServiceConnection.Answer answer = ask(uris -> uris.all(query));
        if (answer.status() != 200) {
            throw answer.status() == 404
                    ? ProviderFailures.unknownClass(query.className())
                    : ProviderFailures.unexpected(services.base(), answer.status());
        }
        all.addAll(values(answer));
        Optional<String> next = next(answer);
        while (next.isPresent()) {
            String link = next.get();
            answer = ask(uris -> uris.next(link));
            all.addAll(values(answer));
            next = next(answer);
        }
        all.stream()
                .filter(node -> after == null || compare(query, literal(query, node), after) > 0)
                .sorted((a, b) -> compare(query, literal(query, a), literal(query, b)))
                .forEach(sink);
    }

    private AdminServiceConnection.Answer ask(Where where) {
        return services.ask(uris -> AdminServiceConnection.Request.get(where.in(uris)));
    }

    private List<JsonNode> values(AdminServiceConnection.Answer answer) {
        JsonNode body = answer.body();
        if (body == null || !body.path("value").isArray()) {
            throw ProviderFailures.notJson(services.base(), null);
        }
        return body.path("value").valueStream().toList();
    }

    private static Optional<String> next(AdminServiceConnection.Answer answer) {
        JsonNode body = answer.body();
        JsonNode link = body == null ? null : body.get("@odata.nextLink");
        return link == null || !link.isString() ? Optional.empty() : Optional.of(link.stringValue());
    }

    private static boolean ascending(ProviderQuery query, List<JsonNode> page, @Nullable String after) {
        String before = after;
        for (JsonNode node : page) {
            String key = literal(query, node);
            if (before != null && compare(query, key, before) <= 0) {
                return false;
            }
            before = key;
        }
        return page.size() <= AdminServiceUris.PAGE;
    }

    private static int compare(ProviderQuery query, String a, String b) {
        return query.numericKey() ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareToIgnoreCase(b);
    }

    private static String literal(ProviderQuery query, JsonNode node) {
        JsonNode key = node.path(query.key());
        if (query.numericKey() ? !key.isIntegralNumber() : !key.isString()) {
            throw new SourceFailure(
                    SourceFailure.Cause.NETWORK_TIMEOUT,
                    "The provider gave an object of " + query.className() + " without its key " + query.key() + ".",
                    "Check that the address is that of an AdminService.");
        }
        return query.numericKey() ? Long.toString(key.longValue()) : AdminServiceUris.literal(key.stringValue());
    }

    @FunctionalInterface
    private interface Where {
        URI in(AdminServiceUris uris);
    }
}
