package org.godwit.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import org.godwit.client.ClientSelection;
import org.godwit.shared.GodwitException;
import org.godwit.shared.SmsId;
import org.jspecify.annotations.Nullable;

/**
 * Which clients a job takes, in exactly one way. In JSON: {@code "ALL"}, {@code {"collectionId": "PS100014"}},
 * {@code {"smsIds": [...]}}, {@code {"siteCode": "PS1"}}, {@code {"organizationalUnit": "OU=..."}} or {@code {"listId": 3}}.
 *
 * @param all every client of the source
 * @param collectionId members of this source collection; null if not by collection
 * @param smsIds these clients, normalised; empty if not by list
 * @param siteCode clients that report to this source site; null if not by site
 * @param organizationalUnit distinguished name of an OU: clients in it or below it; null if not by OU
 * @param listId a list of clients that was made for a wave; null if not by such a list
 */
public record ClientChoice(
        boolean all,
        @Nullable String collectionId,
        List<String> smsIds,
        @Nullable String siteCode,
        @Nullable String organizationalUnit,
        @Nullable Long listId) {

    private static final String ALL = "ALL";

    public ClientChoice {
        smsIds = smsIds.stream().map(SmsId::normalise).distinct().sorted().toList();
        int ways = (all ? 1 : 0)
                + (collectionId != null ? 1 : 0)
                + (smsIds.isEmpty() ? 0 : 1)
                + (siteCode != null ? 1 : 0)
                + (organizationalUnit != null ? 1 : 0)
                + (listId != null ? 1 : 0);
        if (ways != 1) {
            throw invalid();
        }
    }

    /** Everybody, by collection, or by SMSIDs. */
    public ClientChoice(boolean all, @Nullable String collectionId, List<String> smsIds) {
        this(all, collectionId, smsIds, null, null, null);
    }

    public static ClientChoice everyone() {
        return new ClientChoice(true, null, List.of());
    }

    /** The clients of a list that was made for a wave. */
    public static ClientChoice list(long listId) {
        return new ClientChoice(false, null, List.of(), null, null, listId);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ClientChoice fromJson(Object json) {
        if (ALL.equals(json)) {
            return everyone();
        }
        if (json instanceof Map<?, ?> map && map.size() == 1) {
            if (map.get("smsIds") instanceof List<?> ids && ids.stream().allMatch(String.class::isInstance)) {
                return new ClientChoice(
                        false, null, ids.stream().map(String.class::cast).toList());
            }
            Long listId = map.get("listId") instanceof Number number ? number.longValue() : null;
            return new ClientChoice(
                    false,
                    text(map, "collectionId"),
                    List.of(),
                    text(map, "siteCode"),
                    text(map, "organizationalUnit"),
                    listId);
        }
        throw invalid();
    }

    private static @Nullable String text(Map<?, ?> json, String key) {
        return json.get(key) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    @JsonValue
    Object toJson() {
        if (all) {
            return ALL;
        }
        if (collectionId != null) {
            return Map.of("collectionId", collectionId);
        }
        if (siteCode != null) {
            return Map.of("siteCode", siteCode);
        }
        if (organizationalUnit != null) {
            return Map.of("organizationalUnit", organizationalUnit);
        }
        return listId != null ? Map.of("listId", listId) : Map.of("smsIds", smsIds);
    }

    /** The same for the client module. */
    public ClientSelection selection() {
        return new ClientSelection(all, collectionId, smsIds, siteCode, organizationalUnit, listId);
    }

    private static GodwitException invalid() {
        return GodwitException.invalid(
                "CLIENT_SELECTION_INVALID",
                "The choice of clients is not understood.",
                "Give one of \"ALL\", {\"collectionId\": \"...\"}, {\"smsIds\": [\"...\"]}, {\"siteCode\": \"...\"} and"
                        + " {\"organizationalUnit\": \"OU=...\"}.");
    }
}
