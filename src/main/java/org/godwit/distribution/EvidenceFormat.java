package org.godwit.distribution;

/** In which form evidence of what a distribution point holds is given out. */
public enum EvidenceFormat {
    /** For {@code sha256sum -c} at the library's root; what else is known stands in lines that begin with {@code #}. */
    SHA256SUM("text/plain;charset=UTF-8", ".sha256"),
    /** One line for every file of every content. */
    CSV("text/csv;charset=UTF-8", ".csv");

    private final String mediaType;
    private final String extension;

    EvidenceFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }
}
