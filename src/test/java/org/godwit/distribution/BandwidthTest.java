package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.godwit.shared.CanonicalJson;
import org.godwit.shared.GodwitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandwidthTest {

    private static final Bandwidth BY_DAY_AND_NIGHT = new Bandwidth(
            10,
            List.of(
                    new Bandwidth.Window(LocalTime.of(8, 0), LocalTime.of(18, 0), 2),
                    new Bandwidth.Window(LocalTime.of(22, 0), LocalTime.of(6, 0), 0),
                    new Bandwidth.Window(LocalTime.of(17, 0), LocalTime.of(20, 0), 5)));

    /** A window begins with its first moment and ends before its last; the first that applies counts. */
    @ParameterizedTest
    @CsvSource({
        "07:59:59.999, 10",
        "08:00, 2",
        "17:30, 2",
        "17:59:59.999, 2",
        "18:00, 5",
        "20:00, 10",
        "21:59:59, 10",
        "22:00, 0",
        "23:59:59.999, 0",
        "00:00, 0",
        "05:59:59, 0",
        "06:00, 10"
    })
    void aWindowMayGoOverMidnight(LocalTime time, long megabytes) {
        assertThat(BY_DAY_AND_NIGHT.bytesPerSecond(time)).isEqualTo(megabytes * 1_000_000);
    }

    @Test
    void aWindowThatEndsWhereItBeginsIsTheWholeDay() {
        Bandwidth all = new Bandwidth(1, List.of(new Bandwidth.Window(LocalTime.NOON, LocalTime.NOON, 3)));
        assertThat(all.bytesPerSecond(LocalTime.MIDNIGHT)).isEqualTo(3_000_000);
        assertThat(all.bytesPerSecond(LocalTime.NOON)).isEqualTo(3_000_000);
    }

    /** The server's zone travels with an order: an agent elsewhere keeps to the server's hours. */
    @Test
    void anAgentKeepsToTheZoneOfTheServer() {
        Consignment order = new Consignment(
                new Consignment.Library(
                        Consignment.Library.Kind.DESTINATION,
                        1,
                        "DP",
                        new Location.Smb("dp", "SCCMContentLib$", null, null)),
                BY_DAY_AND_NIGHT,
                ZoneId.of("Asia/Tokyo"),
                List.of(),
                List.of(new Consignment.Parcel(
                        7, "PK1", List.of(), List.of(new Consignment.Origin(0, List.of("PK1.1"))))));
        Consignment told = CanonicalJson.read(CanonicalJson.write(order), Consignment.class);
        assertThat(told).isEqualTo(order);
        assertThat(told.bytesPerSecond(Instant.parse("2026-06-01T23:30:00Z"))).isEqualTo(2_000_000);
        assertThat(told.bytesPerSecond(Instant.parse("2026-06-01T13:30:00Z"))).isZero();
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> new Bandwidth(-1, null))
                .isInstanceOfSatisfying(
                        GodwitException.class, e -> assertThat(e.code()).isEqualTo("BANDWIDTH_INVALID"));
    }
}
