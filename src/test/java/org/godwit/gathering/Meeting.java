package org.godwit.gathering;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Called by the views of two sources while they are read: goes on once both have come to the same view. */
public final class Meeting {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Map<String, CountDownLatch> VIEWS = new ConcurrentHashMap<>();
    private static final Set<String> CAME = ConcurrentHashMap.newKeySet();

    private Meeting() {}

    static void at(Set<String> views) {
        CAME.clear();
        VIEWS.clear();
        views.forEach(view -> VIEWS.put(view, new CountDownLatch(2)));
    }

    /** Views at which both have been. */
    static Set<String> held() {
        return VIEWS.entrySet().stream()
                .filter(view -> view.getValue().getCount() == 0)
                .map(Map.Entry::getKey)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }

    /** @return 1, also if the other does not come */
    public static int of(String source, String view) throws InterruptedException {
        CountDownLatch both = VIEWS.get(view);
        if (both != null && CAME.add(source + " " + view)) {
            both.countDown();
            both.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return 1;
    }
}
