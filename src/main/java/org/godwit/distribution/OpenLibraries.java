package org.godwit.distribution;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.godwit.content.ContentSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Libraries of distribution points that are read from: each is opened once and stays open until all are closed. */
final class OpenLibraries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenLibraries.class);

    private final Libraries libraries;
    private final Map<Long, ContentSource> open = new HashMap<>();

    /** Looks a distribution point up. */
    @FunctionalInterface
    interface Point {
        DistributionPointEntity get() throws IOException;
    }

    OpenLibraries(Libraries libraries) {
        this.libraries = libraries;
    }

    /**
     * @param point asked for only when its library is not open yet
     * @throws IOException if there is no such point, or its library cannot be opened
     */
    synchronized ContentSource of(long pointId, Point point) throws IOException {
        ContentSource there = open.get(pointId);
        if (there == null) {
            there = libraries.target(point.get());
            open.put(pointId, there);
        }
        return there;
    }

    /** Whether this very library is one of them. */
    synchronized boolean contains(ContentSource library) {
        return open.containsValue(library);
    }

    @Override
    public synchronized void close() {
        for (ContentSource library : open.values()) {
            try {
                library.close();
            } catch (IOException e) {
                LOG.warn("A library could not be closed: {}", e.getMessage());
            }
        }
        open.clear();
    }
}
