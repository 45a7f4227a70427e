package org.godwit.agent.wire;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Task data of the agents' schedule: JSON, as servers write it and agents read it. */
public final class OrderSerializer implements Serializer {

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
        return data == null ? null : CanonicalJson.write(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
        return bytes == null ? null : CanonicalJson.read(new String(bytes, StandardCharsets.UTF_8), type);
    }
}
