package org.godwit.audit;

/** In which form events are exported. */
public enum AuditExportFormat {
    /** RFC 4180, safe to open in a spreadsheet. */
    CSV("text/csv", "csv"),
    /** One JSON object a line. */
    JSONL("application/jsonl", "jsonl"),
    /** ArcSight Common Event Format, one event a line. */
    CEF("text/plain", "cef");

    private final String mediaType;
    private final String extension;

    AuditExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file name, without the dot. */
    public String extension() {
        return extension;
    }
}
