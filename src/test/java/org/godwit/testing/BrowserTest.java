package org.godwit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The whole server behind a port of its own, for tests that drive a real browser; skipped, visibly, where there is none
 * (see {@link Browser#available}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "org.godwit.testing.Browser#available",
        disabledReason =
                "no browser: neither at -Dgodwit.test.chromium and -Dgodwit.test.chromedriver nor where Debian puts them")
@ServerTest
public @interface BrowserTest {}
