package org.godwit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.godwit.content.ContentException;
import org.godwit.content.TestLibrary;
import org.godwit.content.TransferMeter;
import org.godwit.credential.Account;
import org.godwit.distribution.Consignment.Library;
import org.godwit.shared.RunControl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An agent forwards from a neighbouring point what was proven there, and nothing else. */
class RemoteWorkerTest extends ContentFixture {

    private static final String CONTENT = "PK100000.1";

    @Autowired
    private LibraryOpener opener;

    @Autowired
    private EvidenceStore evidence;

    @Autowired
    private TransferProperties transfer;

    @Autowired
    private Clock clock;

    @BeforeEach
    void sourceLibrary() {
        TestLibrary library = TestLibrary.random(dir.resolve("dp1.contoso.com"), 17, 1, 4, 9_000);
        source.holds(source.point("dp1.contoso.com"), library);
        gather();
    }

    private Delivery brought(DistributionPoint neighbour, DistributionPoint to) throws IOException {
        Consignment order = new Consignment(
                library(to),
                null,
                ZoneOffset.UTC,
                List.of(
                        library(neighbour),
                        new Library(Library.Kind.SOURCE, 1, "dp1.contoso.com", place("dp1.contoso.com"))),
                List.of(new Consignment.Parcel(
                        1,
                        "PK100000",
                        List.of(),
                        List.of(new Consignment.Origin(0, List.of(CONTENT)), new Consignment.Origin(1, List.of())))));
        var deliveries = new ConcurrentLinkedQueue<Delivery>();
        var worker = new RemoteWorker(opener, evidence, transfer, clock);
        var conditions = new RemoteWorker.Conditions(
                l -> Account.computer(), () -> 0, () -> false, new TransferMeter(), records -> records);
        assertThat(worker.transfer(order, conditions, parcel -> true, deliveries::add))
                .isEmpty();
        assertThat(deliveries).hasSize(1);
        return deliveries.remove();
    }

    private static Library library(DistributionPoint point) {
        return new Library(Library.Kind.DESTINATION, point.id(), point.name(), point.location());
    }

    @Test
    void whatIsProvenAtANeighbourIsTakenThere() throws IOException {
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        assertThat(brought(a, destination("b")).origin()).isEqualTo("DESTINATION:" + a.id());
        assertThat(TestLibrary.snapshot(dir.resolve("b"))).isEqualTo(TestLibrary.snapshot(dir.resolve("a")));
    }

    /** The neighbour's manifest and stored file agree with each other, but not with what was proven. */
    @Test
    void whatWasForgedAtANeighbourIsRefused() throws IOException {
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        new TestLibrary(dir.resolve("a")).forge(CONTENT, "file0.bin", new byte[] {1, 2, 3});
        Delivery delivery = brought(a, destination("b"));
        assertThat(Objects.requireNonNull(delivery.failure()).code())
                .isEqualTo(ContentException.Code.CONTENT_HASH_MISMATCH);
        assertThat(TestLibrary.published(dir.resolve("b"))).isEmpty();
    }

    @Test
    void aNeighbourThatIsDoubtedIsPassedOver() throws IOException {
        DistributionPoint a = destination("a");
        migration.run(run(a), RunControl.none());
        evidence.doubt(a.id(), List.of(), List.of(CONTENT), clock.instant());
        assertThat(brought(a, destination("b")).origin()).isEqualTo("SOURCE:1");
        assertThat(TestLibrary.published(dir.resolve("b"))).containsExactly("PK100000");
    }
}
