package org.godwit.content;

import com.hierynomus.smbj.auth.AuthenticationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.godwit.testing.SambaServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** Between shares of a real file server. */
@EnabledIf(value = "org.godwit.testing.SambaServer#available", disabledReason = "no Samba here, or not root")
class SmbFaultTest extends FaultSuite {

    private static final String SHARE = "content";

    private static @Nullable SambaServer samba;

    @BeforeAll
    static void start() throws Exception {
        samba = SambaServer.start(List.of(SHARE));
    }

    @AfterAll
    static void stop() throws Exception {
        Objects.requireNonNull(samba).close();
    }

    @Override
    int cases() {
        return Integer.getInteger("fault.cases.smb", 1);
    }

    @Override
    Path place(String name) {
        return Objects.requireNonNull(samba).share(SHARE).resolve(name);
    }

    @Override
    ContentSource source() {
        return target(SOURCE);
    }

    @Override
    ContentTarget target(String name) {
        return new SmbStore(
                Objects.requireNonNull(samba).server(),
                SHARE,
                name,
                true,
                () -> new AuthenticationContext(SambaServer.USER, SambaServer.PASSWORD.toCharArray(), ""));
    }
}
