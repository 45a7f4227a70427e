package org.godwit.monitoring;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.godwit.audit.AuditEntry;
import org.godwit.audit.AuditTrail;
import org.godwit.security.Requires;
import org.godwit.security.Right;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Service;

/** Gathers a support bundle: version, configuration, health, and the end of the log, redacted. */
@Service
public class SupportBundleService {

    private static final int LOG_BYTES = 512 * 1024;

    private final ConfigurableEnvironment environment;
    private final ObjectProvider<BuildProperties> build;
    private final HealthEndpoint health;
    private final AuditTrail audit;
    private final Path dataDir;
    private final Clock clock;

    SupportBundleService(
            ConfigurableEnvironment environment,
            ObjectProvider<BuildProperties> build,
            HealthEndpoint health,
            AuditTrail audit,
            GodwitProperties server,
            Clock clock) {
        this.environment = environment;
        this.build = build;
        this.health = health;
        this.audit = audit;
        this.dataDir = server.dataDir();
        this.clock = clock;
    }

    /** Nothing of it is kept on the server: what is answered is the bundle. */
    @Requires(Right.SETTINGS_MODIFY)
    public SupportBundle make() {
        Redactor redactor = new Redactor(UUID.randomUUID().toString());
        List<SupportBundle.File> files = new ArrayList<>();
        files.add(new SupportBundle.File("version.json", version()));
        files.add(new SupportBundle.File("configuration.txt", redactor.redact(configuration())));
        files.add(new SupportBundle.File("health.json", redactor.redact(healthText())));
        files.add(new SupportBundle.File("migmctrl.log", redactor.redact(endOfLog())));
        audit.recordApart(AuditEntry.success("SUPPORT_BUNDLE_MADE", "SUPPORT_BUNDLE", null, null)
                .with("files", files.stream().map(SupportBundle.File::name).toList()));
        return new SupportBundle(clock.instant(), files);
    }

    private String version() {
        Map<String, String> facts = new TreeMap<>();
        BuildProperties properties = build.getIfAvailable();
        facts.put("godwit", properties == null ? "unknown" : String.valueOf(properties.getVersion()));
        for (String name : List.of("java.version", "java.vendor", "os.name", "os.version", "os.arch")) {
            facts.put(name, System.getProperty(name));
        }
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("heap", Long.toString(Runtime.getRuntime().maxMemory()));
        return CanonicalJson.write(facts);
    }

    /** Godwit's own properties and a few of Spring's, as they are in force; passwords are left out by name. */
    private String configuration() {
        Map<String, String> shown = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> named) {
                for (String name : named.getPropertyNames()) {
                    boolean ours =
                            name.matches("(godwit|server|spring\\.(datasource|flyway|jpa)|logging|management)\\..*");
                    if (ours && !name.matches("(?i).*(password|secret|token|key-?store).*")) {
                        shown.putIfAbsent(name, String.valueOf(environment.getProperty(name)));
                    }
                }
            }
        }
        StringBuilder text = new StringBuilder();
        shown.forEach(
                (name, value) -> text.append(name).append(" = ").append(value).append('\n'));
        return text.toString();
    }

    private String healthText() {
        HealthDescriptor descriptor = health.health();
        return CanonicalJson.write(descriptor);
    }

    private String endOfLog() {
        Path log = dataDir.resolve("logs").resolve(MigrationLog.NAME + ".log");
        if (!Files.isRegularFile(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LOG_BYTES);
            file.seek(from);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "The log could not be read: " + e.getMessage();
        }
    }
}
