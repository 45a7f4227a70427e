package org.godwit.shared;

import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the whole server is configured with.
 *
 * @param dataDir directory of the embedded database, keys, reports and logs; made at start
 * @param siteCode the destination's own site code, three letters or digits
 * @param content directories that content may be read from and written to
 * @param network which hosts given by admins may be reached
 */
@Validated
@ConfigurationProperties("godwit")
public record GodwitProperties(
        @DefaultValue("./data") Path dataDir,

        @DefaultValue("GDW") @Pattern(regexp = "[A-Z0-9]{3}") String siteCode,

        @DefaultValue Content content,
        @DefaultValue Network network) {

    /**
     * @param roots directories under which every DIRECTORY location must lie; empty means the data directory
     */
    public record Content(@DefaultValue List<Path> roots) {}

    /**
     * @param allowLoopback whether hosts given by admins (JDBC, SMB, HTTP, SMTP) may be loopback or link-local addresses
     * @param allow networks such as {@code 10.1.0.0/16} that such hosts must lie in; empty means any
     * @param deny networks that they must not lie in
     */
    public record Network(
            @DefaultValue("false") boolean allowLoopback,
            @DefaultValue List<String> allow,
            @DefaultValue List<String> deny) {

        @ConstructorBinding
        public Network {}

        public Network(boolean allowLoopback) {
            this(allowLoopback, List.of(), List.of());
        }
    }

    /** The content roots in force, absolute and normalised. */
    public List<Path> contentRoots() {
        List<Path> given = content.roots().isEmpty() ? List.of(dataDir) : content.roots();
        return given.stream().map(p -> p.toAbsolutePath().normalize()).toList();
    }
}
