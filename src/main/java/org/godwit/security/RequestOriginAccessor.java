package org.godwit.security;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/** Has {@link org.godwit.shared.Carried} take the origin along; found through {@code META-INF/services}. */
public final class RequestOriginAccessor implements ThreadLocalAccessor<RequestOrigin> {

    @Override
    public Object key() {
        return RequestOrigin.class.getName();
    }

    @Override
    public @Nullable RequestOrigin getValue() {
        RequestOrigin here = RequestOrigin.current();
        return here.equals(RequestOrigin.NOWHERE) ? null : here;
    }

    @Override
    public void setValue(RequestOrigin origin) {
        RequestOrigin.set(origin);
    }

    @Override
    public void setValue() {
        RequestOrigin.set(RequestOrigin.NOWHERE);
    }
}
