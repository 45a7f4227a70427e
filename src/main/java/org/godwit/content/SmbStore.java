package org.godwit.content;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.msfscc.fileinformation.FileAllInformation;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A content library on an SMB 3 share. A library on {@code SCCMContentLib$} may span drives, whose FileLib lies on
 * {@code SCCMContentLib<letter>$} (reference E): these shares are looked into where the first lacks a file. Reparse points
 * are not followed.
 */
public final class SmbStore implements ContentTarget {

    private static final Set<SMB2ShareAccess> SHARED = SMB2ShareAccess.ALL;
    private static final Set<FileAttributes> NORMAL = EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL);
    private static final String SPANNING = "SCCMContentLib$";
    private static final String LOCK = LibraryNames.STAGING + "/lock";

    private final SmbShares shares;
    private final String server;
    private final String share;
    private final String path;
    private final Set<String> directories = ConcurrentHashMap.newKeySet();
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
        this.lock = new SmbLock(name(LOCK));
    }

    @Override
    public String location() {
        return "\\\\" + server + "\\" + share + (path.isEmpty() ? "" : "\\" + path);
    }

    /** As {@link SmbFailures#explained}; a connection that broke is not used again. */
    private <T extends @Nullable Object> T explained(String what, SmbFailures.Call<T> call) throws IOException {
        long generation = shares.generation();
        try {
            return SmbFailures.explained(what, call);
        } catch (ContentException e) {
            if (e.retryable() && !(e.getCause() instanceof SMBApiException)) {
                shares.broken(generation);
            }
            throw e;
        }
    }

    /**
     * The share, to be written to. The lock went with the connection it was taken by: on a new connection it is taken again,
     * and where somebody else has it by now, nothing is written any more.
     */
    private DiskShare writable() throws IOException {
        synchronized (lock) {
            DiskShare open = shares.get(share);
            if (lock.lost(shares.generation())) {
                directories.remove(LibraryNames.STAGING); // whoever had the library meanwhile has removed it
                makeDirectory(LibraryNames.STAGING);
                if (!lock.takeAgain(open, shares.generation())) {
                    throw new ContentException(
                            ContentException.Code.LIBRARY_TAKEN,
                            location() + " was taken for writing by another run while the connection was broken.");
                }
            }
            return open;
        }
    }

    private static String windows(String file) {
        return file.replace('/', '\\');
    }

    private String name(String file) {
        return path.isEmpty() ? windows(file) : path + "\\" + windows(file);
    }

    private String shown(String file) {
        return location() + "\\" + windows(file);
    }

    /** The share itself, and for FileLib those of further drives. */
    private List<String> sharesOf(String file) {
        return share.equalsIgnoreCase(SPANNING) && file.startsWith(LibraryNames.FILES)
                ? shares.spanning(share)
                : List.of(share);
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        for (String one : sharesOf(directory)) {
            for (FileIdBothDirectoryInformation found : children(one, directory)) {
                if (!found.getFileName().equals(".") && !found.getFileName().equals("..")) {
                    entries.add(entry(
                            found.getFileName(),
                            found.getFileAttributes(),
                            found.getEndOfFile(),
                            found.getLastWriteTime(),
                            directory));
                }
            }
        }
        return entries;
    }

    private List<FileIdBothDirectoryInformation> children(String one, String directory) throws IOException {
        return explained(shown(directory), () -> {
            try {
                return shares.get(one).list(name(directory));
            } catch (SMBApiException e) {
                if (SmbFailures.missing(e)) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    @Override
    public @Nullable StoreEntry find(String file) throws IOException {
        StoreEntry entry = find(share, file);
        if (entry == null) {
            for (String further : sharesOf(file)) {
                entry = entry == null && !further.equals(share) ? find(further, file) : entry;
            }
        }
        return entry;
    }

    private @Nullable StoreEntry find(String one, String file) throws IOException {
        return explained(shown(file), () -> {
            try {
                FileAllInformation found = shares.get(one).getFileInformation(name(file));
                String last = file.substring(file.lastIndexOf('/') + 1);
                return entry(
                        last,
                        found.getBasicInformation().getFileAttributes(),
                        found.getStandardInformation().getEndOfFile(),
                        found.getBasicInformation().getLastWriteTime(),
                        file);
            } catch (SMBApiException e) {
                if (SmbFailures.missing(e)) {
                    return null;
                }
                throw e;
            }
        });
    }

    private StoreEntry entry(String name, long attributes, long size, FileTime written, String place)
            throws ContentException {
        if ((attributes & FileAttributes.FILE_ATTRIBUTE_REPARSE_POINT.getValue()) != 0) {
            throw ContentException.refused(LibraryNames.shown(name) + " in " + shown(place) + " is a link.");
        }
        boolean directory = (attributes & FileAttributes.FILE_ATTRIBUTE_DIRECTORY.getValue()) != 0;
        return new StoreEntry(
                name, directory, directory ? 0 : size, written.toEpoch(java.util.concurrent.TimeUnit.NANOSECONDS));
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        for (String one : sharesOf(file)) {
            if (sharesOf(file).size() == 1 || find(one, file) != null) {
                return explained(
                        shown(file),
                        () -> new SmbChannel.Reading(
                                shares.get(one)
                                        .openFile(
                                                name(file),
                                                EnumSet.of(AccessMask.GENERIC_READ),
                                                null,
                                                SHARED,
                                                SMB2CreateDisposition.FILE_OPEN,
                                                EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE)),
                                shown(file),
                                offset));
            }
        }
        throw new ContentException(ContentException.Code.CONTENT_FILE_MISSING, shown(file) + " is missing.");
    }

    @Override
    public WritableFile write(String file, long offset) throws IOException {
        makeDirectory(LibraryNames.parent(file));
        return explained(shown(file), () -> {
            com.hierynomus.smbj.share.File open = writable()
                    .openFile(
                            name(file),
                            EnumSet.of(AccessMask.GENERIC_READ, AccessMask.GENERIC_WRITE),
                            NORMAL,
                            EnumSet.of(SMB2ShareAccess.FILE_SHARE_READ),
                            SMB2CreateDisposition.FILE_OPEN_IF,
                            EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE));
            open.setLength(offset);
            return new SmbChannel.Writing(open, shown(file), offset);
        });
    }

    @Override
    public void rename(String from, String to) throws IOException {
        makeDirectory(LibraryNames.parent(to));
        explained(shown(to), () -> {
            try (DiskEntry entry = writable()
                    .open(
                            name(from),
                            EnumSet.of(AccessMask.DELETE, AccessMask.FILE_READ_ATTRIBUTES),
                            null,
                            SHARED,
                            SMB2CreateDisposition.FILE_OPEN,
                            null)) {
                entry.rename(placeOf(entry, from) + windows(to), !(entry instanceof Directory));
            }
            if (directories.contains(from)) {
                directories.removeIf(known -> known.equals(from) || known.startsWith(from + "/"));
            }
            return true;
        });
    }

    /** Where the library lies in the share that an entry was opened on: by DFS it may be another than the one asked for. */
    private String placeOf(DiskEntry entry, String file) throws ContentException {
        String opened = entry.getPath();
        if (!opened.endsWith(windows(file))) {
            throw ContentException.refused(shown(file) + " leads out of its library by DFS.");
        }
        return opened.substring(0, opened.length() - file.length());
    }

    @Override
    public void delete(String file) throws IOException {
        StoreEntry entry = find(share, file);
        if (entry == null) {
            return;
        }
        explained(shown(file), () -> {
            DiskShare open = writable();
            if (entry.directory()) {
                open.rmdir(name(file), true);
                directories.removeIf(known -> known.equals(file) || known.startsWith(file + "/"));
            } else {
                open.rm(name(file));
            }
            return true;
        });
    }

    @Override
    public void makeDirectory(String directory) throws IOException {
        if (directories.contains(directory)) {
            return;
        }
        if (!directory.isEmpty()) {
            makeDirectory(LibraryNames.parent(directory));
        }
        String name = directory.isEmpty() ? path : name(directory);
        if (!name.isEmpty()) {
            explained(shown(directory), () -> {
                try {
                    if (!shares.get(share).folderExists(name)) {
                        shares.get(share).mkdir(name);
                    }
                } catch (SMBApiException e) {
                    if (e.getStatus() != NtStatus.STATUS_OBJECT_NAME_COLLISION) {
                        throw e;
                    }
                }
                return true;
            });
        }
        directories.add(directory);
    }

    /** Nothing to do: the protocol has no flush of names; the server's file system journals them. */
    @Override
    public void syncDirectories(Collection<String> names) {}

    @Override
    public long freeSpace() throws IOException {
        return explained(location(), () -> {
            DiskShare open = shares.get(share);
            if (path.isEmpty() || !open.folderExists(path)) {
                return open.getShareInformation().getFreeSpace();
            }
            try (Directory folder = open.openDirectory(
                    path, EnumSet.of(AccessMask.GENERIC_READ), null, SHARED, SMB2CreateDisposition.FILE_OPEN, null)) {
                return folder.getDiskShare().getShareInformation().getFreeSpace();
            }
        });
    }

    @Override
    public @Nullable Lock tryLock() throws IOException {
        directories.remove(LibraryNames.STAGING);
        makeDirectory(LibraryNames.STAGING);
        boolean taken = explained(shown(LOCK), () -> lock.take(shares.get(share), shares.generation()));
        return taken ? this::release : null;
    }

    private void release() throws IOException {
        DiskEntry mine = lock.give(shares.generation());
        if (mine == null) {
            return; // it went with its connection
        }
        explained(location(), () -> {
            mine.close();
            return true;
        });
        if (list(LibraryNames.STAGING).isEmpty()) {
            delete(LibraryNames.STAGING);
        }
    }

    @Override
    public void close() {
        shares.close();
    }
}
