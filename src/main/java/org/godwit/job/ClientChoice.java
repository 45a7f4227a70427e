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
 * Which clients a job takes. In JSON: {@code "ALL"}, {@code {"collectionId": "PS100014"}} or {@code {"smsIds": [...]}}.
 *
 * @param all every client of the source
 * @param collectionId members of this source collection; null if not by collection
 * @param smsIds these clients, normalised; empty if not by list
 */
public record ClientChoice(boolean all, @Nullable String collectionId, List<String> smsIds) {

    private static final String ALL = "ALL";

    public ClientChoice {
        smsIds = smsIds.stream().map(SmsId::normalise).distinct().sorted().toList();
        int ways = (all ? 1 : 0) + (collectionId != null ? 1 : 0) + (smsIds.isEmpty() ? 0 : 1);
        if (ways != 1) {
            throw invalid();
        }
    }

    public static ClientChoice everyone() {
        return new ClientChoice(true, null, List.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ClientChoice fromJson(Object json) {
        if (ALL.equals(json)) {
            return everyone();
        }
        if (json instanceof Map<?, ?> map && map.size() == 1) {
            if (map.get("collectionId") instanceof String id && !id.isBlank()) {
                return new ClientChoice(false, id.strip(), List.of());
            }
            if (map.get("smsIds") instanceof List<?> ids && ids.stream().allMatch(String.class::isInstance)) {
                return new ClientChoice(
                        false, null, ids.stream().map(String.class::cast).toList());
            }
        }
        throw invalid();
    }

    @JsonValue
    Object toJson() {
        if (all) {
            return ALL;
        }
        return collectionId != null ? Map.of("collectionId", collectionId) : Map.of("smsIds", smsIds);
    }

    ClientSelection selection() {
        return new ClientSelection(all, collectionId, smsIds);
    }

    private static GodwitException invalid() {
        return GodwitException.invalid(
                "CLIENT_SELECTION_INVALID",
                "The choice of clients is not understood.",
                "Give \"ALL\", {\"collectionId\": \"...\"} or {\"smsIds\": [\"...\"]}.");
    }
}
