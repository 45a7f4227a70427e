package org.godwit.console.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.stereotype.Component;
import org.springframework.validation.DataBinder;

/** Makes a form's record from fields that were kept, as from a request that sends them. */
@Component
public class Forms {

    private final ConversionService conversion;

    Forms(@Qualifier("mvcConversionService") ConversionService conversion) {
        this.conversion = conversion;
    }

    /** What cannot be understood is left out. */
    public <T> T bind(Map<String, List<String>> fields, Class<T> form) {
        Binder binder = new Binder(form);
        binder.setConversionService(conversion);
        binder.fill(fields);
        return form.cast(Objects.requireNonNull(binder.getTarget(), "a form's components may all be null"));
    }

    private static final class Binder extends DataBinder {

        Binder(Class<?> form) {
            super(null);
            setTargetType(ResolvableType.forClass(form));
        }

        void fill(Map<String, List<String>> fields) {
            Map<String, Object> values = new LinkedHashMap<>();
            fields.forEach((name, texts) -> values.put(name, texts.size() == 1 ? texts.get(0) : texts));
            construct(new ValueResolver() {
                @Override
                public @Nullable Object resolveValue(String name, Class<?> type) {
                    return values.get(name);
                }

                @Override
                public Set<String> getNames() {
                    return values.keySet();
                }
            });
        }
    }
}
