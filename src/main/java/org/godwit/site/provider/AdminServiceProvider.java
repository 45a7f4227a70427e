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

    private final List<AdminServiceConnection> connections;
    private final Runnable atClose;
    private int current;
    private boolean answered;

    /** @param connections at least one, in the order of preference */
    AdminServiceProvider(List<AdminServiceConnection> connections, Runnable atClose) {
        this.connections = List.copyOf(connections);
        this.atClose = atClose;
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

    @Override
    public Optional<String> answering() {
        return answered ? Optional.of(connections.get(current).uris().base().toString()) : Optional.empty();
    }

    @Override
    public Optional<Instant> serverTime() {
        return connections.get(current).serverTime();
    }

    @Override
    public void close() {
        atClose.run();
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
                    : ProviderFailures.unexpected(
                            connections.get(current).uris().base(), answer.status());
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
        @Nullable SourceFailure failure = null;
        for (int tried = 0; tried < connections.size(); tried++) {
            AdminServiceConnection connection = connections.get(current);
            try {
                AdminServiceConnection.Answer answer = connection.get(where.in(connection.uris()));
                answered = true;
                return answer;
            } catch (AdminServiceConnection.Unavailable e) {
                failure = failure == null ? e.failure() : failure;
                current = (current + 1) % connections.size();
            } catch (IllegalArgumentException e) {
                throw ProviderFailures.notJson(connection.uris().base(), e);
            }
        }
        throw java.util.Objects.requireNonNull(failure);
    }

    private List<JsonNode> values(AdminServiceConnection.Answer answer) {
        JsonNode body = answer.body();
        if (body == null || !body.path("value").isArray()) {
            throw ProviderFailures.notJson(connections.get(current).uris().base(), null);
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
