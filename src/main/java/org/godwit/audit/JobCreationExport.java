package org.godwit.audit;

import java.io.OutputStream;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.godwit.shared.CanonicalJson;
import org.jspecify.annotations.Nullable;

/** Writes job creations in one of the export formats, as {@link AuditExport} writes events. */
final class JobCreationExport implements AutoCloseable {

    private static final String COLUMNS = "jobId,name,createdBy,createdAt,createdFrom,planDigest,approvedBy,approvedAt,"
            + "lastRunBy,lastRunAt,unusual,reviewedBy,reviewedAt,comment,steps";
    private static final int NOTHING_UNUSUAL = 3;
    private static final int UNUSUAL = 6;

    private final AuditExportFormat format;
    private final AuditExport out;

    JobCreationExport(AuditExportFormat format, OutputStream stream) {
        this.format = format;
        this.out = new AuditExport(format, stream, COLUMNS);
    }

    void write(JobCreation creation) {
        out.line(
                switch (format) {
                    case CSV -> csv(creation);
                    case JSONL -> CanonicalJson.write(creation) + "\n";
                    case CEF -> cef(creation);
                });
    }

    private static String csv(JobCreation c) {
        JobCreation.Review review = c.review();
        return Stream.of(
                                c.jobId(),
                                c.name(),
                                c.createdBy(),
                                c.createdAt(),
                                c.createdFrom(),
                                c.planDigest(),
                                c.approvedBy(),
                                c.approvedAt(),
                                c.lastRunBy(),
                                c.lastRunAt(),
                                unusual(c),
                                review == null ? null : review.by(),
                                review == null ? null : review.at(),
                                review == null ? null : review.comment(),
                                c.steps().size())
                        .map(value -> AuditExport.cell(Objects.toString(value, "")))
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String cef(JobCreation c) {
        JobCreation.Review review = c.review();
        StringBuilder line = new StringBuilder("CEF:0|Godwit|Godwit|1|JOB_CREATION|job creation|")
                .append(c.unusual().isEmpty() || review != null ? NOTHING_UNUSUAL : UNUSUAL)
                .append('|');
        AuditExport.extension(line, "rt", Long.toString(c.createdAt().toEpochMilli()));
        AuditExport.extension(line, "suser", c.createdBy());
        AuditExport.extension(line, "src", c.createdFrom());
        labelled(line, 1, "jobId", c.jobId());
        labelled(line, 2, "name", c.name());
        labelled(line, 3, "planDigest", c.planDigest());
        labelled(line, 4, "approvedBy", c.approvedBy());
        labelled(line, 5, "unusual", unusual(c));
        labelled(line, 6, "reviewedBy", review == null ? null : review.by());
        AuditExport.extension(line, "msg", review == null ? null : review.comment());
        return line.append('\n').toString();
    }

    private static void labelled(StringBuilder line, int number, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            AuditExport.extension(line, "cs" + number + "Label", label);
            AuditExport.extension(line, "cs" + number, value);
        }
    }

    private static String unusual(JobCreation creation) {
        return creation.unusual().stream().map(Enum::name).collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        out.close();
    }
}
