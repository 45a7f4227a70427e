package org.godwit.schedule;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Task data as JSON, so that it can be read in the table and no class of another version is ever deserialised. */
final class JsonTaskSerializer implements Serializer {

    @Override
    public byte @Nullable [] serialize(@Nullable Object data) {
        return data == null ? null : CanonicalJson.write(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
        return bytes == null ? null : CanonicalJson.read(new String(bytes, StandardCharsets.UTF_8), type);
    }
}
