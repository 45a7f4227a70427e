package org.godwit.access;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Shows the first administrator's random password, once, on the terminal when the server is ready. It goes round the log,
 * so that no log file holds it.
 */
@Component
class FirstSignInNotice {

    private @Nullable String user;
    private @Nullable String password;

    synchronized void keep(String userName, String itsPassword) {
        user = userName;
        password = itsPassword;
    }

    @EventListener(ApplicationReadyEvent.class)
    void show() {
        show(System.out);
    }

    synchronized void show(PrintStream terminal) {
        if (user == null || password == null) {
            return;
        }
        String text = "  First sign-in:  user " + user + "   password " + password + "  ";
        String once = "  Shown this once. It must be changed at the first sign-in.";
        String line = "+" + "-".repeat(text.length()) + "+";
        terminal.println();
        terminal.println(line);
        terminal.println("|" + text + "|");
        terminal.println("|" + once + " ".repeat(Math.max(0, text.length() - once.length())) + "|");
        terminal.println(line);
        terminal.println();
        user = null;
        password = null;
    }
}
