package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.security.RequestOrigin;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Task data as JSON, so that it can be read in the table and no class of another version is ever deserialised. What a request
 * enqueued carries the request's correlation id beside its data: {@code {"origin":{"correlationId":…,"at":…},"data":…}}.
 */
final class JsonTaskSerializer implements Serializer {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String ORIGIN = "origin";
    private static final String DATA = "data";

    /** The origin of the data read last on this thread: db-scheduler tells an execution nothing but the data itself. */
    private final ThreadLocal<Origin> lastRead = new ThreadLocal<>();

    private final Clock clock;

    JsonTaskSerializer(Clock clock) {
        this.clock = clock;
    }

    /** @param at when the task was enqueued */
    record Origin(String correlationId, Instant at) {}

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
        if (data == null) {
            return null;
        }
        String id = RequestOrigin.current().correlationId();
        Map<String, Object> envelope = new LinkedHashMap<>();
        if (id != null) {
            envelope.put(ORIGIN, new Origin(id, clock.instant()));
        }
        envelope.put(DATA, data);
        return CanonicalJson.write(envelope).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
        lastRead.remove();
        if (bytes == null) {
            return null;
        }
        JsonNode node = MAPPER.readTree(bytes);
        boolean enveloped =
                node.has(DATA) && node.propertyNames().stream().allMatch(n -> n.equals(DATA) || n.equals(ORIGIN));
        if (!enveloped) {
            return MAPPER.treeToValue(node, type); // as the first release wrote it
        }
        if (node.has(ORIGIN)) {
            lastRead.set(MAPPER.treeToValue(node.get(ORIGIN), Origin.class));
        }
        return MAPPER.treeToValue(node.get(DATA), type);
    }

    /** The origin of what this thread has just deserialised; null if it had none. */
    @Nullable Origin takeLastRead() {
        Origin origin = lastRead.get();
        lastRead.remove();
        return origin;
    }
}
