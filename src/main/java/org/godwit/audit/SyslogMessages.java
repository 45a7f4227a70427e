package org.godwit.audit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.godwit.audit.AuditProperties.Syslog.Format;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * Events and checkpoints as syslog messages (RFC 5424): facility 13 (log audit), severity informational for a success and
 * warning for anything else, application {@code godwit}, message id the event's action. Structured data is named under the
 * number that RFC 5612 sets aside, 32473.
 */
final class SyslogMessages {

    private static final int LOG_AUDIT = 13 << 3;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;
    private static final int LONGEST_MESSAGE_ID = 32;
    private static final int LONGEST_HOST = 255;
    private static final String UTF_8_FOLLOWS = "\uFEFF";

    private final Format format;
    private final String host;

    SyslogMessages(Format format) {
        this.format = format;
        this.host = host();
    }

    byte[] event(ChainedRow row) {
        AuditRow e = row.event();
        boolean success = e.outcome().equals(AuditEntry.Outcome.SUCCESS.name());
        String head = head(success ? INFORMATIONAL : WARNING, e.at(), e.action());
        return (head + (format == Format.CEF ? "- " + AuditExport.cef(row).stripTrailing() : structured(row)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Its text is a line as the file of checkpoints holds them. */
    byte[] checkpoint(Checkpoint checkpoint) {
        return (head(INFORMATIONAL, checkpoint.at(), "AUDIT_CHECKPOINT") + "- " + CanonicalJson.write(checkpoint))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String head(int severity, Instant at, String messageId) {
        String id = messageId.replaceAll("[^!-~]", "_");
        return "<" + (LOG_AUDIT + severity) + ">1 " + at + " " + host + " godwit - "
                + id.substring(0, Math.min(id.length(), LONGEST_MESSAGE_ID)) + " ";
    }

    private static String structured(ChainedRow row) {
        AuditRow e = row.event();
        StringBuilder data = new StringBuilder("[event@32473");
        parameter(data, "sequence", Long.toString(row.sequence()));
        parameter(data, "actor", e.actor());
        parameter(data, "address", e.address());
        parameter(data, "action", e.action());
        parameter(data, "objectType", e.objectType());
        parameter(data, "objectId", e.objectId());
        parameter(data, "objectName", e.objectName());
        parameter(data, "outcome", e.outcome());
        parameter(data, "correlationId", e.correlationId());
        parameter(data, "hash", HexFormat.of().formatHex(row.hash()));
        return data.append("] ").append(UTF_8_FOLLOWS).append(e.details()).toString();
    }

    private static void parameter(StringBuilder data, String name, @Nullable String value) {
        if (value != null) {
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
            data.append(' ').append(name).append("=\"").append(escaped).append('"');
        }
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^!-~]", "_");
            return name.isEmpty() ? "-" : name.substring(0, Math.min(name.length(), LONGEST_HOST));
        } catch (UnknownHostException e) {
            return "-";
        }
    }
}
