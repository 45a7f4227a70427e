package org.godwit.console.page;

import java.io.Serializable;
import org.godwit.shared.GodwitException;
import org.godwit.site.SourceFailure;

/** What went wrong and what to do about it, as a page shows it. */
public record Fault(String code, String message, String hint) implements Serializable {

    public static Fault of(GodwitException e) {
        return new Fault(e.code(), e.getMessage(), e.hint());
    }

    static Fault of(SourceFailure e) {
        String message = e.getMessage() == null ? "The source site cannot be read." : e.getMessage();
        return new Fault("SOURCE_" + e.reason(), message, e.hint());
    }
}
