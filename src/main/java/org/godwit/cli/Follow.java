package org.godwit.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Follows something that runs on the server, with a progress bar where a person watches. */
final class Follow {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BAR = 30;

    private final PrintWriter err;
    private final boolean bar;

    /** @param watched whether a person reads the output; the bar is shown only on a terminal */
    Follow(PrintWriter err, boolean watched) {
        this.err = err;
        this.bar = watched && System.console() != null;
    }

    JsonNode job(ApiClient api, long id) throws InterruptedException {
        return until(api, "/migration-jobs/" + id, true);
    }

    JsonNode gathering(ApiClient api, String path) throws InterruptedException {
        return until(api, path, false);
    }

    JsonNode validation(ApiClient api, String path) throws InterruptedException {
        return until(api, path, false);
    }

    JsonNode media(ApiClient api, long id) throws InterruptedException {
        return until(api, "/package-media/" + id, false);
    }

    /** Anything that has a status, until this is RUNNING no more. */
    JsonNode until(ApiClient api, String path) throws InterruptedException {
        return until(api, path, false);
    }

    private JsonNode until(ApiClient api, String path, boolean job) throws InterruptedException {
        while (true) {
            JsonNode state = api.get(path);
            if (bar) {
                draw(state);
            }
            String status = state.path("status").asString("");
            boolean waiting = status.equals("RUNNING") || status.equals("WAITING");
            boolean about = job
                    && status.equals("NOT_STARTED")
                    && !state.path("nextRunAt").isNull();
            if (!waiting && !about) {
                if (bar) {
                    err.println();
                    err.flush();
                }
                return state;
            }
            Thread.sleep(BEAT.toMillis());
        }
    }

    private void draw(JsonNode state) {
        JsonNode progress = state.path("progress");
        long done = progress.path("bytesTotal").asLong(0) > 0
                ? progress.path("bytesDone").asLong(0)
                : progress.path("done").asLong(0);
        long total = progress.path("bytesTotal").asLong(0) > 0
                ? progress.path("bytesTotal").asLong(0)
                : progress.path("total").asLong(0);
        int filled = total == 0 ? 0 : (int) Math.min(BAR, BAR * done / total);
        String phase = progress.path("phase").asString(state.path("phase").asString(""));
        err.printf(
                Locale.ROOT,
                "\r%-16s [%s%s] %3d %%  %s        ",
                phase,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                total == 0 ? 0 : 100 * done / total,
                state.path("status").asString(""));
        err.flush();
    }
}
