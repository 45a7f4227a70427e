package org.godwit.site.provider;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of one AdminService (reference H): {@code <base>/wmi/<Class>}. */
final class AdminServiceUris {

    static final int PAGE = 1000;

    private final URI base;

    /** @param base without a slash at its end */
    AdminServiceUris(String base) {
        this.base = URI.create(base);
    }

    URI base() {
        return base;
    }

    URI object(String className, String literal) {
        if (!ProviderQuery.NAME.matcher(className).matches()) {
            throw new IllegalArgumentException("not a class: " + className);
        }
        return URI.create(base + "/wmi/" + className + "(" + encoded(literal) + ")");
    }

    /** A static method, to be called by POST: {@code <base>/wmi/<Class>.<Method>}. */
    URI method(String name) {
        return URI.create(base + "/wmi/" + name);
    }

    /** All objects of the query at once, or as many as the server gives at a time. */
    URI all(ProviderQuery query) {
        return collection(query, Optional.ofNullable(query.filter()), List.of());
    }

    /** One object of the query. */
    URI first(ProviderQuery query) {
        return collection(query, Optional.ofNullable(query.filter()), List.of("$top=1"));
    }

    /** At most {@link #PAGE} objects with a greater key; null for the first page. */
    URI page(ProviderQuery query, @Nullable String afterLiteral) {
        String after = afterLiteral == null ? null : query.key() + " gt " + afterLiteral;
        String filter = query.filter();
        Optional<String> condition;
        if (after != null && filter != null) {
            condition = Optional.of("(" + filter + ") and " + after);
        } else {
            condition = Optional.ofNullable(after != null ? after : filter);
        }
        return collection(query, condition, List.of("$orderby=" + query.key(), "$top=" + PAGE));
    }

    /**
     * Where the server says its list goes on.
     *
     * @throws IllegalArgumentException if that is another server
     */
    URI next(String link) {
        URI next = base.resolve(link);
        if (!base.getScheme().equalsIgnoreCase(next.getScheme())
                || !base.getRawAuthority().equalsIgnoreCase(next.getRawAuthority())) {
            throw new IllegalArgumentException("the list goes on at another server");
        }
        return next;
    }

    private URI collection(ProviderQuery query, Optional<String> filter, List<String> options) {
        List<String> parts = new ArrayList<>();
        filter.ifPresent(f -> parts.add("$filter=" + encoded(f)));
        if (!query.select().isEmpty()) {
            parts.add("$select=" + String.join(",", query.select()));
        }
        parts.addAll(options);
        String text = parts.isEmpty() ? "" : "?" + String.join("&", parts);
        return URI.create(base + "/wmi/" + query.className() + text);
    }

    /** An OData string literal: in quotes, quotes doubled. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
