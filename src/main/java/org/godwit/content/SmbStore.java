package org.godwit.content;

import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A content library on an SMB 3 share. A library on {@code SCCMContentLib$} may span drives, whose FileLib lies on
 * {@code SCCMContentLib<letter>$} (reference E): these shares are looked into where the first lacks a file, and a stored file
 * is written to the first that has room for it.
 */
public final class SmbStore implements ContentTarget {

    private static final String SPANNING = "SCCMContentLib$";
    private static final String LOCK = LibraryNames.STAGING + "/lock";
    private static final int BUFFER = 64 * 1024;

    private final SmbShares shares;
    private final String server;
    private final String share;
    private final String path;
    private final boolean spans;
    private final SmbDrive first;
    private final ConcurrentMap<String, SmbDrive> further = new ConcurrentHashMap<>();
    /** Drives chosen for staged files, where the library spans several. */
    private final ConcurrentMap<String, SmbDrive> placed = new ConcurrentHashMap<>();

    private final SmbLock lock;

    /**
     * @param server host, or {@code host:port}
     * @param path folder inside the share; empty for its root
     * @param encrypted whether encryption is insisted on; signing always is
     * @param login asked for at each connection
     */
    public SmbStore(
            String server, String share, String path, boolean encrypted, Supplier<AuthenticationContext> login) {
        this.shares = new SmbShares(server, encrypted, login);
        this.server = server;
        this.share = share;
        this.path = path.replace('/', '\\').replaceAll("^\\\\+|\\\\+$", "");
        this.spans = share.equalsIgnoreCase(SPANNING);
        this.first = drive(share);
        this.lock = new SmbLock(first.name(LOCK));
    }

    private SmbDrive drive(String name) {
        return new SmbDrive(shares, server, name, path, this::requireMine);
    }

    @Override
    public String location() {
        return first.location();
    }

    /**
     * The lock went with the connection it was taken by: on a new connection it is taken again, and where somebody else has it
     * by now, nothing is written any more.
     */
    private void requireMine() throws IOException {
        synchronized (lock) {
            DiskShare open = first.open();
            if (lock.lost(shares.generation())) {
                first.forget(LibraryNames.STAGING); // whoever had the library meanwhile has removed it
                first.makeDirectory(LibraryNames.STAGING);
                if (!lock.takeAgain(open, shares.generation())) {
                    throw new ContentException(
                            ContentException.Code.LIBRARY_TAKEN,
                            location() + " was taken for writing by another run while the connection was broken.");
                }
            }
        }
    }

    /** The share itself, and for stored and staged files those of further drives. */
    private List<SmbDrive> drivesOf(String file) throws IOException {
        if (!spans || !(file.startsWith(LibraryNames.FILES) || file.startsWith(LibraryNames.STAGING))) {
            return List.of(first);
        }
        List<SmbDrive> drives = new ArrayList<>(List.of(first));
        for (String name : first.explained(location(), shares::spanning)) {
            drives.add(further.computeIfAbsent(name, this::drive));
        }
        return drives;
    }

    /** The drive that has a file; null if none has. */
    private @Nullable SmbDrive holder(String file) throws IOException {
        for (SmbDrive drive : drivesOf(file)) {
            if (drive.find(file) != null) {
                return drive;
            }
        }
        return null;
    }

    /** Where a file is written: staged files where they were placed, lists of users beside their file, all else first. */
    private SmbDrive placeOf(String file) throws IOException {
        SmbDrive chosen = placed.get(file);
        if (chosen == null && file.startsWith(LibraryNames.FILES) && LibraryNames.isIni(file)) {
            chosen = holder(LibraryNames.withoutIni(file));
        }
        return chosen == null ? first : chosen;
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        for (SmbDrive drive : drivesOf(directory)) {
            entries.addAll(drive.list(directory));
        }
        return entries;
    }

    @Override
    public @Nullable StoreEntry find(String file) throws IOException {
        for (SmbDrive drive : drivesOf(file)) {
            StoreEntry entry = drive.find(file);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        SmbDrive drive = drivesOf(file).size() == 1 ? first : holder(file);
        if (drive == null) {
            throw new ContentException(ContentException.Code.CONTENT_FILE_MISSING, first.shown(file) + " is missing.");
        }
        return drive.read(file, offset);
    }

    @Override
    public void reserve(String staged, long size) throws IOException {
        List<SmbDrive> drives = drivesOf(staged);
        if (drives.size() == 1 || placed.containsKey(staged)) {
            return;
        }
        String stored = LibraryNames.file(LibraryNames.ofStaged(staged));
        for (SmbDrive drive : drives) {
            if (drive.find(stored) != null || drive.find(staged) != null) {
                placed.put(staged, drive);
                return;
            }
        }
        for (SmbDrive drive : drives) {
            if (drive.freeSpace() >= size) {
                placed.put(staged, drive);
                return;
            }
        }
        throw new ContentException(
                ContentException.Code.CONTENT_SPACE_LACKING,
                "None of the drives of " + location() + " has " + size + " bytes free.");
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        return placeOf(file).write(file, offset);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        SmbDrive chosen = placed.get(from);
        SmbDrive origin = chosen == null ? first : chosen;
        SmbDrive target = chosen == null ? placeOf(to) : chosen;
        if (origin == target) {
            origin.rename(from, to);
        } else {
            // a list of users beside a file on a further drive
            String beside = to + ".part";
            copy(origin, from, target, beside);
            target.rename(beside, to);
            origin.delete(from);
        }
        placed.remove(from);
    }

    private static void copy(SmbDrive origin, String from, SmbDrive target, String to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (ReadableByteChannel in = origin.read(from, 0);
                WritableFile out = target.write(to, 0)) {
            while (in.read(buffer) >= 0) {
                out.write(buffer.flip());
                buffer.clear();
            }
            out.sync();
        }
    }

    @Override
    public void delete(String file) throws IOException {
        for (SmbDrive drive : drivesOf(file)) {
            drive.delete(file);
        }
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        first.makeDirectory(directory);
    }

    /** Nothing to do: the protocol has no flush of names; the server's file system journals them. */
    @Override
    public void syncDirectories(Collection<String> names) {}

    /** Bytes free on all drives together. */
    @Override
    public long freeSpace() throws IOException {
        long free = 0;
        for (SmbDrive drive : drivesOf(LibraryNames.FILES)) {
            free += drive.freeSpace();
        }
        return free;
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        first.forget(LibraryNames.STAGING);
        first.makeDirectory(LibraryNames.STAGING);
        boolean taken = first.explained(first.shown(LOCK), () -> lock.take(first.open(), shares.generation()));
        return taken ? this::release : null;
    }

    private void release() throws IOException {
        DiskEntry mine = lock.give(shares.generation());
        if (mine == null) {
            return; // it went with its connection
        }
        first.explained(location(), () -> {
            mine.close();
            return true;
        });
        for (SmbDrive drive : drivesOf(LibraryNames.STAGING)) {
            if (drive.list(LibraryNames.STAGING).isEmpty()) {
                drive.delete(LibraryNames.STAGING);
            }
        }
    }

    @Override
    public void close() {
        shares.close();
    }
}
