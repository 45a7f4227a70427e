package org.godwit.audit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.godwit.audit.AuditSegmentVerification.Finding;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.Digests;
import org.godwit.shared.KeyFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A sealed segment: gzipped JSON Lines, UTF-8. The first line says which events follow, from which hash to which, and
 * vouches for that with the key of the chain; then comes one event a line, with every field that its hash covers. So the
 * file can be verified by itself with the key, and its place in the chain is known.
 */
final class SegmentFile {

    private static final String FORMAT = "godwit-audit-segment-1";
    private static final HexFormat HEX = HexFormat.of();
    /** Longer lines are not ours: an event's fields are bounded, its details are small. */
    private static final int LONGEST_LINE = 16 << 20;

    private SegmentFile() {}

    /** The first line. */
    record Header(String format, long first, long last, String previousHash, String lastHash, String mac) {

        Header {
            Objects.requireNonNull(format);
            Objects.requireNonNull(previousHash);
            Objects.requireNonNull(lastHash);
            Objects.requireNonNull(mac);
        }

        static Header of(long first, long last, byte[] previousHash, byte[] lastHash, ChainHash hash) {
            byte[] mac = hash.segmentHeader(first, last, previousHash, lastHash);
            return new Header(
                    FORMAT, first, last, HEX.formatHex(previousHash), HEX.formatHex(lastHash), HEX.formatHex(mac));
        }

        boolean vouchedFor(ChainHash hash) {
            byte[] expected = hash.segmentHeader(first, last, HEX.parseHex(previousHash), HEX.parseHex(lastHash));
            return format.equals(FORMAT) && Arrays.equals(expected, HEX.parseHex(mac));
        }
    }

    /** An event with its details as the text that was hashed. */
    record Line(
            long sequence,
            String at,
            String actor,
            @Nullable String address,
            String action,
            String objectType,
            @Nullable String objectId,
            @Nullable String objectName,
            String outcome,
            @Nullable String correlationId,
            String details,
            String hash) {

        Line {
            Objects.requireNonNull(at);
            Objects.requireNonNull(actor);
            Objects.requireNonNull(action);
            Objects.requireNonNull(objectType);
            Objects.requireNonNull(outcome);
            Objects.requireNonNull(details);
            Objects.requireNonNull(hash);
        }

        static Line of(ChainedRow row) {
            AuditRow e = row.event();
            return new Line(
                    row.sequence(),
                    e.at().toString(),
                    e.actor(),
                    e.address(),
                    e.action(),
                    e.objectType(),
                    e.objectId(),
                    e.objectName(),
                    e.outcome(),
                    e.correlationId(),
                    e.details(),
                    HEX.formatHex(row.hash()));
        }

        ChainedRow row() {
            AuditRow event = new AuditRow(
                    Instant.parse(at),
                    actor,
                    address,
                    action,
                    objectType,
                    objectId,
                    objectName,
                    outcome,
                    correlationId,
                    details);
            return new ChainedRow(sequence, event, HEX.parseHex(hash));
        }
    }

    /** Writes a segment event by event; durable once it is closed. */
    static final class Writer implements AutoCloseable {

        private final Path file;
        private final BufferedWriter out;

        Writer(Path file, Header header) throws IOException {
            this.file = file;
            KeyFile.createOwnerOnly(file);
            out = new BufferedWriter(
                    new OutputStreamWriter(
                            new GZIPOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE), 1 << 16),
                            StandardCharsets.UTF_8),
                    1 << 16);
            line(header);
        }

        void write(ChainedRow row) throws IOException {
            line(Line.of(row));
        }

        private void line(Object value) throws IOException {
            out.write(CanonicalJson.write(value));
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
            try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Digests.sha256())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HEX.formatHex(in.getMessageDigest().digest());
        }
    }

    /** Compares a file with what is recorded of it, and with the chain's key, in bounded memory. */
    static AuditSegmentVerification verify(Path file, SegmentRecord expected, ChainHash hash) {
        AuditSegment segment = expected.segment();
        if (!expected.vouchedFor(hash)) {
            return AuditSegmentVerification.broken(
                    segment,
                    Finding.RECORD_CHANGED,
                    null,
                    "What the database records of the segment was changed by hand.");
        }
        if (!Files.isRegularFile(file)) {
            return AuditSegmentVerification.broken(segment, Finding.MISSING, null, "There is no file " + file + ".");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            AuditSegmentVerification found = walk(new BoundedLines(lines), expected, hash);
            if (found.intact() && !sha256(file).equals(segment.sha256())) {
                return AuditSegmentVerification.broken(
                        segment, Finding.ALTERED, null, "The file holds the same events, but is not the one written.");
            }
            return found;
        } catch (IOException | JacksonException | IllegalArgumentException | DateTimeParseException e) {
            return AuditSegmentVerification.broken(
                    segment, Finding.ALTERED, null, "The file is damaged: it cannot be read to its end.");
        }
    }

    private static AuditSegmentVerification walk(BoundedLines lines, SegmentRecord expected, ChainHash hash)
            throws IOException {
        AuditSegment segment = expected.segment();
        String first = lines.next();
        Header header = first == null ? null : header(first);
        if (header == null || !header.vouchedFor(hash)) {
            return AuditSegmentVerification.broken(
                    segment, Finding.FOREIGN, null, "The file was not written with the key of this trail.");
        }
        if (header.first() != segment.first()
                || header.last() != segment.last()
                || !header.lastHash().equals(HEX.formatHex(expected.lastHash()))) {
            return AuditSegmentVerification.broken(
                    segment,
                    Finding.FOREIGN,
                    null,
                    "The file is another segment: events " + header.first() + " to " + header.last() + ".");
        }
        byte[] good = expected.previousHash();
        for (long sequence = segment.first(); sequence <= segment.last(); sequence++) {
            String line = lines.next();
            ChainedRow row =
                    line == null ? null : CanonicalJson.read(line, Line.class).row();
            if (row == null
                    || row.sequence() != sequence
                    || !Arrays.equals(hash.event(good, sequence, row.event()), row.hash())) {
                return AuditSegmentVerification.broken(
                        segment, Finding.ALTERED, sequence, "Event " + sequence + " is not what was sealed.");
            }
            good = row.hash();
        }
        if (lines.next() != null || !Arrays.equals(good, expected.lastHash())) {
            return AuditSegmentVerification.broken(
                    segment, Finding.ALTERED, segment.last(), "The file does not end where it was sealed.");
        }
        return AuditSegmentVerification.intact(segment);
    }

    private static @Nullable Header header(String line) {
        try {
            return CanonicalJson.read(line, Header.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Lines of a file that may be anything, also a small one that unpacks to something huge. */
    private static final class BoundedLines {

        private final BufferedReader in;

        BoundedLines(BufferedReader in) {
            this.in = in;
        }

        @Nullable String next() throws IOException {
            StringBuilder line = new StringBuilder();
            int c = in.read();
            if (c < 0) {
                return null;
            }
            while (c >= 0 && c != '\n') {
                if (line.length() == LONGEST_LINE) {
                    throw new IOException("a line is too long");
                }
                line.append((char) c);
                c = in.read();
            }
            return line.toString();
        }
    }
}
