package org.godwit.distribution;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.godwit.content.ContentEvidence;
import org.godwit.content.ContentException;
import org.godwit.content.ContentSource;
import org.godwit.content.ContentTarget;
import org.godwit.content.DestinationRecords;
import org.godwit.content.LibraryCheck;
import org.godwit.content.LibraryTransfer;
import org.godwit.content.ManifestMarks;
import org.godwit.content.PackageManifest;
import org.godwit.content.PackageRequest;
import org.godwit.content.PackageResult;
import org.godwit.content.Throttle;
import org.godwit.content.TransferMeter;
import org.godwit.content.TransferOptions;
import org.godwit.credential.Account;
import org.godwit.shared.Threads;
import org.jspecify.annotations.Nullable;

/** Does what a server gave away, on an agent. It writes to libraries only: what it did is written down by the server. */
public final class RemoteWorker {

    private static final long LOCK_NAP = 500_000_000;

    private final LibraryOpener libraries;
    private final EvidenceStore evidence;
    private final TransferProperties properties;
    private final Clock clock;

    RemoteWorker(LibraryOpener libraries, EvidenceStore evidence, TransferProperties properties, Clock clock) {
        this.libraries = libraries;
        this.evidence = evidence;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Under which conditions an order is done.
     *
     * @param accounts with which account a library is opened
     * @param bytesPerSecond what the agent may move now; 0 for no limit
     * @param stop true when the order is to be put down at the next safe point
     * @param meter where progress is counted
     * @param records how the records of a library are asked, so that a database out of reach does not hold up a stop
     */
    public record Conditions(
            Function<Consignment.Library, Account> accounts,
            LongSupplier bytesPerSecond,
            BooleanSupplier stop,
            TransferMeter meter,
            UnaryOperator<DestinationRecords> records) {}

    /**
     * Brings the parcels that are wanted. A parcel that cannot be read from here at all is left to somebody else.
     *
     * @param wanted whether a parcel is still to be brought
     * @param deliver told of every parcel as it ends
     * @return why parcels were left; empty if none was
     * @throws IOException if the target cannot be opened from here; a {@link ContentException} {@code LIBRARY_TAKEN} if
     *     somebody else has it by now
     */
    public List<String> transfer(
            Consignment order, Conditions conditions, Predicate<Consignment.Parcel> wanted, Consumer<Delivery> deliver)
            throws IOException {
        List<String> left = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<@Nullable ContentException> taken = new AtomicReference<>();
        try (Origins origins = new Origins(order, conditions.accounts());
                ContentTarget target = libraries.open(
                        order.target().location(), () -> conditions.accounts().apply(order.target()));
                LibraryTransfer library = open(order, target, conditions)) {
            List<Consignment.Parcel> parcels =
                    order.parcels().stream().filter(wanted).toList();
            Threads.forEach("order-" + order.target().pointId(), properties.packages(), parcels, parcel -> {
                try {
                    deliver.accept(one(parcel, library, origins));
                } catch (ContentException e) {
                    if (e.code() == ContentException.Code.LIBRARY_TAKEN) {
                        taken.set(e);
                    } else if (unreachable(e)) {
                        left.add(e.getMessage());
                    } else if (e.code() != ContentException.Code.STOPPED) {
                        deliver.accept(Delivery.of(parcel.transferId(), e));
                    }
                }
            });
            ContentException lost = taken.get();
            if (lost != null) {
                throw lost;
            }
            if (!conditions.stop().getAsBoolean() && left.isEmpty()) {
                library.sweep();
            }
        }
        return List.copyOf(left);
    }

    /**
     * Compares published packages with what proved them.
     *
     * @throws IOException if the library cannot be read from here, or the order was to be put down
     */
    public void inspect(
            Inspection order,
            Conditions conditions,
            Predicate<PackageManifest> wanted,
            Consumer<Inspection.Finding> tell)
            throws IOException {
        long pointId = order.target().pointId();
        try (ContentSource library = libraries.open(
                        order.target().location(), () -> conditions.accounts().apply(order.target()));
                LibraryCheck check = new LibraryCheck(
                        library,
                        ManifestMarks.none(),
                        properties.files(),
                        new Throttle(clock, conditions.bytesPerSecond()),
                        conditions.stop())) {
            for (PackageManifest published : order.packages()) {
                if (wanted.test(published)) {
                    tell.accept(new Inspection.Finding(
                            pointId, published.packageId(), differences(pointId, published, check)));
                }
            }
        }
    }

    /**
     * Hashes published packages again, and then looks for what belongs to none.
     *
     * @param wanted whether something is still to be looked at, by its name among the results
     * @param makeRoom true when something else cannot wait: then it ends before the next package
     * @return false if it made room
     * @throws IOException if the library cannot be read from here, or the order was to be put down
     */
    public boolean validate(
            ValidationOrder order,
            Conditions conditions,
            Predicate<String> wanted,
            Consumer<ValidationOrder.Found> tell,
            BooleanSupplier makeRoom)
            throws IOException {
        Throttle throttle = new Throttle(clock, () -> smaller(order.bytesPerSecond(), conditions.bytesPerSecond()));
        long pointId = order.target().pointId();
        try (ContentSource library = libraries.open(
                        order.target().location(), () -> conditions.accounts().apply(order.target()));
                LibraryValidation validation =
                        new LibraryValidation(library, pointId, evidence, throttle, conditions.stop(), clock)) {
            for (PackageManifest published : order.packages()) {
                if (wanted.test(published.packageId())) {
                    if (makeRoom.getAsBoolean()) {
                        return false;
                    }
                    ValidationOrder.Validated one = validation.validate(published);
                    conditions.meter().checked(one.bytes());
                    tell.accept(new ValidationOrder.Found(one, null));
                }
            }
            if (wanted.test(ValidationOrder.Found.BESIDES)) {
                tell.accept(new ValidationOrder.Found(null, validation.besides()));
            }
            return true;
        }
    }

    private List<String> differences(long pointId, PackageManifest published, LibraryCheck check) throws IOException {
        List<ContentEvidence> proven = new ArrayList<>();
        for (String contentId : published.contentIds()) {
            ContentEvidence one = evidence.evidence(pointId, contentId);
            if (one == null) {
                return List.of("There is no evidence of content " + contentId + ".");
            }
            proven.add(one);
        }
        return check.check(published, proven, LibraryCheck.Depth.CHANGED).differences();
    }

    private Delivery one(Consignment.Parcel parcel, LibraryTransfer library, Origins origins) throws ContentException {
        ContentException last = new ContentException(
                ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                "No distribution point can give package " + parcel.packageId() + ".");
        for (Consignment.Origin origin : parcel.origins()) {
            try {
                PackageResult result = library.transfer(request(parcel, origin, origins));
                return Delivery.of(parcel.transferId(), origins.key(origin.library()), result);
            } catch (IOException e) {
                last = e instanceof ContentException known
                        ? known
                        : new ContentException(
                                ContentException.Code.LOCATION_FAILED,
                                "Package " + parcel.packageId() + " could not be transferred: " + e.getMessage() + ".",
                                e);
                if (!PointTransfers.anotherSourceMayHelp(last)) {
                    throw last;
                }
            }
        }
        throw last;
    }

    /** What a library of the destination gives is held to what was proven there. */
    private PackageRequest request(Consignment.Parcel parcel, Consignment.Origin origin, Origins origins)
            throws IOException {
        List<ContentEvidence> proven = List.of();
        if (!origin.published().isEmpty()) {
            proven = evidence.proven(origins.pointId(origin.library()), origin.published());
            if (proven == null) {
                throw new ContentException(
                        ContentException.Code.PACKAGE_NOT_IN_LIBRARY,
                        "Package " + parcel.packageId() + " is not proven any more where it was to be forwarded from.");
            }
        }
        return new PackageRequest(parcel.packageId(), origins.library(origin.library()), parcel.expected(), proven);
    }

    private static boolean unreachable(ContentException e) {
        return e.code() == ContentException.Code.LOCATION_DENIED || e.code() == ContentException.Code.LOCATION_FAILED;
    }

    private LibraryTransfer open(Consignment order, ContentTarget target, Conditions conditions) throws IOException {
        TransferOptions options = new TransferOptions(
                properties.files(),
                true,
                throttle(order, conditions.bytesPerSecond()),
                conditions.stop(),
                conditions.meter());
        while (true) {
            LibraryTransfer library = LibraryTransfer.tryOpen(
                    target,
                    conditions.records().apply(evidence.readOnly(order.target().pointId())),
                    options);
            if (library != null) {
                return library;
            }
            if (conditions.stop().getAsBoolean()) {
                throw new ContentException(ContentException.Code.STOPPED, "The order was put down.");
            }
            LockSupport.parkNanos(LOCK_NAP); // somebody else has the library
        }
    }

    /** The smaller of what the point and what the agent may take. */
    private Throttle throttle(Consignment order, LongSupplier agent) {
        return new Throttle(clock, () -> smaller(order.bytesPerSecond(clock.instant()), agent));
    }

    /** Of two limits; 0 is none. */
    private static long smaller(long theirs, LongSupplier agent) {
        long mine = agent.getAsLong();
        return mine == 0 || theirs == 0 ? Math.max(mine, theirs) : Math.min(mine, theirs);
    }

    /** The libraries of an order, opened when first needed. */
    private final class Origins implements AutoCloseable {

        private final Consignment order;
        private final Function<Consignment.Library, Account> accounts;
        private final Map<Integer, ContentSource> open = new HashMap<>();

        Origins(Consignment order, Function<Consignment.Library, Account> accounts) {
            this.order = order;
            this.accounts = accounts;
        }

        long pointId(int index) {
            return order.origins().get(index).pointId();
        }

        String key(int index) {
            return order.origins().get(index).key();
        }

        synchronized ContentSource library(int index) throws IOException {
            ContentSource library = open.get(index);
            if (library == null) {
                Consignment.Library origin = order.origins().get(index);
                library = Objects.requireNonNull(libraries.open(origin.location(), () -> accounts.apply(origin)));
                open.put(index, library);
            }
            return library;
        }

        @Override
        public synchronized void close() throws IOException {
            for (ContentSource library : open.values()) {
                library.close();
            }
        }
    }
}
