package org.godwit.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.shared.GodwitException;

/**
 * Whose content a job moves. In JSON: {@code "ALL"} or a list of PackageIDs.
 *
 * @param all every package with content
 * @param packageIds PackageIDs at the source; empty with {@code all}
 */
public record PackageChoice(boolean all, Set<String> packageIds) {

    private static final String ALL = "ALL";

    public PackageChoice {
        packageIds = Set.copyOf(packageIds);
        if (all && !packageIds.isEmpty()) {
            throw invalid();
        }
    }

    public static PackageChoice everything() {
        return new PackageChoice(true, Set.of());
    }

    public static PackageChoice none() {
        return new PackageChoice(false, Set.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PackageChoice fromJson(Object json) {
        if (ALL.equals(json)) {
            return everything();
        }
        if (json instanceof List<?> ids && ids.stream().allMatch(id -> id instanceof String s && !s.isBlank())) {
            Set<String> packageIds = new TreeSet<>();
            ids.forEach(id -> packageIds.add(((String) id).strip()));
            return new PackageChoice(false, packageIds);
        }
        throw invalid();
    }

    @JsonValue
    Object toJson() {
        return all ? ALL : packageIds.stream().sorted().toList();
    }

    boolean isEmpty() {
        return !all && packageIds.isEmpty();
    }

    private static GodwitException invalid() {
        return GodwitException.invalid(
                "PACKAGE_SELECTION_INVALID",
                "The choice of packages is not understood.",
                "Give \"ALL\" or a list of PackageIDs.");
    }
}
