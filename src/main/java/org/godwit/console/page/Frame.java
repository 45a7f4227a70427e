package org.godwit.console.page;

import java.util.List;
import org.godwit.security.Actor;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/**
 * What stands around every page: who is signed in, where she may go, and where she is. Actions are shown by {@link #may};
 * whether one is allowed is decided by the services alone.
 */
public final class Frame {

    private final @Nullable Actor actor;
    private final String path;
    private final @Nullable String correlationId;

    Frame(@Nullable Actor actor, String path, @Nullable String correlationId) {
        this.actor = actor;
        this.path = path;
        this.correlationId = correlationId;
    }

    /** True if somebody is signed in. */
    public boolean signedIn() {
        return actor != null;
    }

    /** Sign-in name; empty if nobody is signed in. */
    public String user() {
        return actor == null ? "" : actor.name();
    }

    /** @param right name of a {@link Right} */
    public boolean may(String right) {
        return actor != null && actor.may(Right.valueOf(right));
    }

    /** Sign-in name of the reader is this one. */
    public boolean is(String userName) {
        return actor != null && actor.name().equalsIgnoreCase(userName);
    }

    public List<Navigation.Workspace> workspaces() {
        return actor == null ? List.of() : Navigation.of(actor);
    }

    /** Path of the page, without the context path. */
    public String path() {
        return path;
    }

    /** Ties this page to the server's log and the audit trail; empty if there is none. */
    public String correlationId() {
        return correlationId == null ? "" : correlationId;
    }
}
