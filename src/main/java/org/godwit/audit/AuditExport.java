package org.godwit.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Writes events in one of the export formats, UTF-8. Closing it flushes the stream and leaves it open. */
final class AuditExport implements AutoCloseable {

    private static final String COLUMNS =
            "sequence,at,actor,address,action,objectType,objectId,objectName,outcome,correlationId,details,hash";

    private final AuditExportFormat format;
    private final Writer out;

    AuditExport(AuditExportFormat format, OutputStream stream) {
        this(format, stream, COLUMNS);
    }

    /** @param columns first line of a CSV file */
    AuditExport(AuditExportFormat format, OutputStream stream, String columns) {
        this.format = format;
        this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
        if (format == AuditExportFormat.CSV) {
            line(columns + "\r\n");
        }
    }

    void write(ChainedRow row) {
        line(
                switch (format) {
                    case CSV -> csv(row);
                    case JSONL -> jsonLine(row);
                    case CEF -> cef(row);
                });
    }

    void line(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written", e);
        }
    }

    private static String csv(ChainedRow row) {
        AuditRow e = row.event();
        return Stream.of(
                                Long.toString(row.sequence()),
                                e.at().toString(),
                                e.actor(),
                                text(e.address()),
                                e.action(),
                                e.objectType(),
                                text(e.objectId()),
                                text(e.objectName()),
                                e.outcome(),
                                text(e.correlationId()),
                                e.details(),
                                hex(row))
                        .map(AuditExport::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    /** Quoted, and never read as a formula by a spreadsheet: such text gets an apostrophe in front. */
    static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }

    private static String jsonLine(ChainedRow row) {
        AuditRow e = row.event();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("sequence", row.sequence());
        fields.put("at", e.at().toString());
        fields.put("actor", e.actor());
        fields.put("address", e.address());
        fields.put("action", e.action());
        fields.put("objectType", e.objectType());
        fields.put("objectId", e.objectId());
        fields.put("objectName", e.objectName());
        fields.put("outcome", e.outcome());
        fields.put("correlationId", e.correlationId());
        fields.put("details", AuditQueries.details(e.details()));
        fields.put("hash", hex(row));
        return CanonicalJson.write(fields) + "\n";
    }

    /** Common Event Format, version 0. */
    static String cef(ChainedRow row) {
        AuditRow e = row.event();
        int severity = e.outcome().equals(AuditEntry.Outcome.SUCCESS.name()) ? 3 : 6;
        StringBuilder line = new StringBuilder("CEF:0|Godwit|Godwit|1|")
                .append(header(e.action()))
                .append('|')
                .append(header(e.action().replace('_', ' ').toLowerCase(java.util.Locale.ROOT)))
                .append('|')
                .append(severity)
                .append('|');
        extension(line, "rt", Long.toString(e.at().toEpochMilli()));
        extension(line, "externalId", Long.toString(row.sequence()));
        extension(line, "suser", e.actor());
        extension(line, "src", e.address());
        extension(line, "outcome", e.outcome());
        extension(line, "cs1Label", "objectType");
        extension(line, "cs1", e.objectType());
        extension(line, "cs2Label", "objectId");
        extension(line, "cs2", e.objectId());
        extension(line, "cs3Label", "objectName");
        extension(line, "cs3", e.objectName());
        extension(line, "cs4Label", "correlationId");
        extension(line, "cs4", e.correlationId());
        extension(line, "cs5Label", "hash");
        extension(line, "cs5", hex(row));
        extension(line, "msg", e.details());
        return line.append('\n').toString();
    }

    static String header(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("\r", " ");
    }

    static void extension(StringBuilder line, String key, @Nullable String value) {
        if (value != null) {
            String escaped = value.replace("\\", "\\\\")
                    .replace("=", "\\=")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r");
            line.append(line.charAt(line.length() - 1) == '|' ? "" : " ")
                    .append(key)
                    .append('=')
                    .append(escaped);
        }
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String hex(ChainedRow row) {
        return java.util.HexFormat.of().formatHex(row.hash());
    }

    @Override
    public void close() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the export cannot be written", e);
        }
    }
}
