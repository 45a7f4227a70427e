package org.godwit.console.page;

import java.io.Serializable;
import java.util.List;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What the next page says about what was just done. It waits for that page in the session, which may lie in the database.
 *
 * @param code message code
 * @param arguments of the message
 */
public record Notice(String code, List<Object> arguments) implements Serializable {

    /** Leaves a notice for the page that the reader is sent to. */
    public static void leave(RedirectAttributes flash, String code, Object... arguments) {
        flash.addFlashAttribute("notice", new Notice(code, List.of(arguments)));
    }
}
