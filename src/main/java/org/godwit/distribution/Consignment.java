package org.godwit.distribution;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.godwit.content.PackageRequest;
import org.jspecify.annotations.Nullable;

/**
 * One destination point's part of a run, as an agent is told it. No account is in it.
 *
 * @param target library to write to
 * @param bandwidth limit of the target; null for none
 * @param zone time zone of the server, in which the limit's times of day are meant
 * @param origins libraries to read from
 * @param parcels packages to bring
 */
public record Consignment(
        Library target, @Nullable Bandwidth bandwidth, ZoneId zone, List<Library> origins, List<Parcel> parcels) {

    /**
     * A content library.
     *
     * @param kind which kind of point it belongs to
     * @param pointId id of that point
     * @param name what people call it
     */
    public record Library(Kind kind, long pointId, String name, Location location) {

        public enum Kind {
            SOURCE,
            DESTINATION
        }

        static Library of(DistributionPointEntity point) {
            return new Library(Kind.DESTINATION, point.id(), point.name(), LocationAccounts.bare(point.location()));
        }

        static Library of(SourcePointStore.Row row) {
            return new Library(Kind.SOURCE, row.id(), row.point().serverName(), Eligibility.location(row));
        }

        /** Tells one library from every other. */
        public String key() {
            return kind + ":" + pointId;
        }
    }

    /**
     * @param transferId id of the content transfer
     * @param expected contents the source site states
     * @param origins where it may be read, the best first
     */
    public record Parcel(
            long transferId, String packageId, List<PackageRequest.Expected> expected, List<Origin> origins) {}

    /**
     * @param library index into the consignment's origins
     * @param published contents of the package that were published there, and must still be proven; empty for a library of the
     *     source
     */
    public record Origin(int library, List<String> published) {}

    /** Bytes a second that the target may be given at a moment; 0 means no limit. */
    long bytesPerSecond(Instant moment) {
        return bandwidth == null ? 0 : bandwidth.bytesPerSecond(moment, zone);
    }

    public Consignment {
        origins = List.copyOf(origins);
        parcels = List.copyOf(parcels);
    }
}
