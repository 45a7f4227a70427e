package org.godwit.job;

/**
 * A rendered report.
 *
 * @param fileName a name to save it under
 * @param mediaType e.g. {@code text/csv;charset=UTF-8}
 */
public record JobReport(String fileName, String mediaType, byte[] body) {

    public enum Format {
        JSON,
        CSV,
        HTML
    }
}
