package org.godwit.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What proves a published content: every file with its size, its SHA-256 and the mark of the stored file that was hashed.
 *
 * @param statedHash whole-content hash the source library stated; null if none
 * @param verdict whether the whole-content hash could be confirmed
 * @param statedBy who stated the whole-content hash it was compared with; null if nobody did
 */
public record ContentEvidence(
        String packageId,
        String contentId,
        @Nullable String statedHash,
        ContentHash.Verdict verdict,
        ContentHash.@Nullable StatedBy statedBy,
        List<ProvenFile> files) {

    /**
     * @param path relative to the content's root, with {@code /}
     * @param hash SHA-256 of the stored bytes, equal to what the source library's manifest states; upper-case hex
     * @param mark of the stored file when it was hashed
     * @param how what was done to know it
     */
    public record ProvenFile(String path, String hash, FileMark mark, How how) {}

    /** How a stored file was proven. */
    public enum How {
        /** It was written and its stored bytes were then read back and hashed. */
        COPIED,
        /** It lay there already and was hashed in its place. */
        HASHED,
        /** It lay there already, unchanged since it was hashed before. */
        KNOWN
    }

    public ContentEvidence {
        files = List.copyOf(files);
    }

    public long bytes() {
        return files.stream().mapToLong(f -> f.mark().size()).sum();
    }

    /** The files as a compressed table, one line each: hash, size, time stamp, how, path. */
    public byte[] table() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            for (ProvenFile file : files) {
                zip.write((file.hash() + " " + file.mark().size() + " "
                                + file.mark().modifiedNanos() + " " + file.how().name() + " " + file.path() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #table()} wrote. */
    public static List<ProvenFile> files(byte[] table) {
        List<ProvenFile> files = new ArrayList<>();
        try {
            for (String line : new String(Unpacked.of(table, Unpacked.MOST), StandardCharsets.UTF_8).split("\n")) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] parts = line.split(" ", 5);
                files.add(new ProvenFile(
                        parts[4],
                        parts[0],
                        new FileMark(Long.parseLong(parts[1]), Long.parseLong(parts[2])),
                        How.valueOf(parts[3])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /**
     * The stored files in the form of {@code sha256sum}, relative to the library's root, each once. Lines that begin with
     * {@code #} say which file of the content it is.
     */
    public String sha256sums() {
        StringBuilder text = new StringBuilder();
        for (ProvenFile file : files) {
            text.append("# ").append(contentId).append('/').append(file.path()).append(", ");
            text.append(file.mark().size())
                    .append(" bytes, ")
                    .append(file.how())
                    .append('\n');
        }
        files.stream()
                .map(ProvenFile::hash)
                .distinct()
                .sorted()
                .forEach(hash -> text.append(hash.toLowerCase(Locale.ROOT))
                        .append("  ")
                        .append(LibraryNames.file(hash))
                        .append('\n'));
        return text.toString();
    }
}
