package org.godwit.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.shared.Page;
import org.godwit.shared.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * The list a reader asks for: its page, order and filters, all of them in the URL. What cannot be understood there is left
 * out rather than refused: an old link still shows the list.
 */
public final class ListRequest {

    private static final int LARGEST = 250;

    private final String path;
    private final Map<String, String> parameters;
    private final ZoneId zone;

    ListRequest(String path, Map<String, String> parameters, ZoneId zone) {
        this.path = path;
        this.parameters = parameters;
        this.zone = zone;
    }

    public PageQuery query() {
        int size = Math.max(1, Math.min(LARGEST, number("size", PageQuery.DEFAULT_SIZE)));
        return new PageQuery(Math.max(0, Math.min(number("page", 0), 10_000_000 / size)), size, text("sort"));
    }

    /** A filter's value without outer blanks; null if it is not given. */
    public @Nullable String text(String name) {
        return parameters.get(name);
    }

    /** A filter that is one of an enum's names; null if it is not given or is none of them. */
    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        String value = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(value))
                .findFirst()
                .orElse(null);
    }

    /** A filter that is an id; null if it is not given or no number. */
    public @Nullable Long id(String name) {
        int value = number(name, -1);
        return value < 0 ? null : Long.valueOf(value);
    }

    /** A filter that is true or false; null if it is neither. */
    public @Nullable Boolean flag(String name) {
        String value = text(name);
        return "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
    }

    /**
     * The beginning of a day in the reader's zone.
     *
     * @param plusDays days added to the one given
     */
    public @Nullable Instant day(String name, int plusDays) {
        try {
            String value = text(name);
            return value == null
                    ? null
                    : LocalDate.parse(value)
                            .plusDays(plusDays)
                            .atStartOfDay(zone)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    public <T> Listing<T> show(Page<T> page) {
        return show(page, Columns.NONE);
    }

    public <T> Listing<T> show(Page<T> page, Columns columns) {
        return new Listing<>(page, path, parameters, columns, Long.MAX_VALUE);
    }

    /** @param most items are not counted beyond so many */
    public <T> Listing<T> showCountedUpTo(long most, Page<T> page, Columns columns) {
        return new Listing<>(page, path, parameters, columns, most);
    }

    List<String> shown(Columns columns) {
        return columns.shown(parameters);
    }

    private int number(String name, int fallback) {
        try {
            return Integer.parseInt(Objects.requireNonNullElse(text(name), ""));
        } catch (NumberFormatException e) {
            return fallback;
        }
    }

    static final class Resolver implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == ListRequest.class;
        }

        @Override
        public ListRequest resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest webRequest,
                @Nullable WebDataBinderFactory binderFactory) {
            HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
            Map<String, String> parameters = new LinkedHashMap<>();
            request.getParameterMap().forEach((name, values) -> {
                if (values.length > 0 && !values[0].isBlank()) {
                    parameters.put(name, values[0].strip());
                }
            });
            return new ListRequest(request.getRequestURI(), parameters, FrameInterceptor.zone(request));
        }
    }
}
