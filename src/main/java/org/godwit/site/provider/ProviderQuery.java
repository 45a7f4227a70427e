package org.godwit.site.provider;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which objects of a WMI class to read over the AdminService (reference H).
 *
 * @param className e.g. {@code SMS_Boundary}; case matters
 * @param key its key property, by which it is paged, e.g. {@code BoundaryID}
 * @param numericKey whether the key is a number, else text
 * @param pagedByKey whether it is read by ranges of the key; false where the key alone does not tell objects apart
 * @param select properties to read, the key among them; empty for all that are not lazy
 * @param filter OData condition made by the caller from constants; null for all
 */
public record ProviderQuery(
        String className,
        String key,
        boolean numericKey,
        boolean pagedByKey,
        List<String> select,
        @Nullable String filter) {

    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    public ProviderQuery {
        select = List.copyOf(select);
        if (!NAME.matcher(className).matches() || !NAME.matcher(key).matches()) {
            throw new IllegalArgumentException("not a class or property: " + className + " " + key);
        }
        if (!select.isEmpty() && !select.contains(key)) {
            throw new IllegalArgumentException("the key is not among what is selected");
        }
    }

    public static ProviderQuery byNumber(String className, String key, String... select) {
        return new ProviderQuery(className, key, true, true, List.of(select), null);
    }

    public static ProviderQuery byText(String className, String key, String... select) {
        return new ProviderQuery(className, key, false, true, List.of(select), null);
    }

    /** For a class whose key has several parts, of which this number is one. */
    public static ProviderQuery byPartOfKey(String className, String key, String... select) {
        return new ProviderQuery(className, key, true, false, List.of(select), null);
    }

    public ProviderQuery where(String condition) {
        return new ProviderQuery(className, key, numericKey, pagedByKey, select, condition);
    }
}
