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
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskEntry;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One share that a content library lies on: all of it, or one of the drives that it spans. Reparse points are not followed. */
final class SmbDrive {

    private static final Set<SMB2ShareAccess> SHARED = SMB2ShareAccess.ALL;
    private static final Set<FileAttributes> NORMAL = EnumSet.of(FileAttributes.FILE_ATTRIBUTE_NORMAL);

    private final SmbShares shares;
    private final String location;
    private final String share;
    private final String path;
    private final Guard guard;
    private final Set<String> directories = ConcurrentHashMap.newKeySet();

    /** Sees, before each write, that the library is still this process's. */
    interface Guard {
        /** @throws ContentException {@code LIBRARY_TAKEN} */
        void check() throws IOException;
    }

    /**
     * @param server host, or {@code host:port}
     * @param path folder inside the share, with backslashes; empty for its root
     */
    SmbDrive(SmbShares shares, String server, String share, String path, Guard guard) {
        this.shares = shares;
        this.location = "\\\\" + server + "\\" + share + (path.isEmpty() ? "" : "\\" + path);
        this.share = share;
        this.path = path;
        this.guard = guard;
    }

    String location() {
        return location;
    }

    /** @throws IOException if the server or the share cannot be reached, or refuses */
    DiskShare open() throws IOException {
        return shares.get(share);
    }

    /** To be written to: opened before the library is seen to be this process's, so that it is no later connection. */
    private DiskShare writable() throws IOException {
        DiskShare open = open();
        guard.check();
        return open;
    }

    /** As {@link SmbFailures#explained}; a connection that broke is not used again. */
    <T extends @Nullable Object> T explained(String what, SmbFailures.Call<T> call) throws IOException {
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

    private static String windows(String file) {
        return file.replace('/', '\\');
    }

    /** The name of a file inside the share. */
    String name(String file) {
        return path.isEmpty() ? windows(file) : path + "\\" + windows(file);
    }

    String shown(String file) {
        return location + "\\" + windows(file);
    }

    List<StoreEntry> list(String directory) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        for (FileIdBothDirectoryInformation found : children(directory)) {
            if (!found.getFileName().equals(".") && !found.getFileName().equals("..")) {
                entries.add(entry(
                        found.getFileName(),
                        found.getFileAttributes(),
                        found.getEndOfFile(),
                        found.getLastWriteTime(),
                        directory));
            }
        }
        return entries;
    }

    private List<FileIdBothDirectoryInformation> children(String directory) throws IOException {
        return explained(shown(directory), () -> {
            try {
                return open().list(name(directory));
            } catch (SMBApiException e) {
                if (SmbFailures.missing(e)) {
                    return List.of();
                }
                throw e;
            }
        });
    }

    @Nullable StoreEntry find(String file) throws IOException {
        return explained(shown(file), () -> {
            try {
                FileAllInformation found = open().getFileInformation(name(file));
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
        return new StoreEntry(name, directory, directory ? 0 : size, written.toEpoch(TimeUnit.NANOSECONDS));
    }

    ReadableByteChannel read(String file, long offset) throws IOException {
        return explained(
                shown(file),
                () -> new SmbChannel.Reading(
                        open().openFile(
                                        name(file),
                                        EnumSet.of(AccessMask.GENERIC_READ),
                                        null,
                                        SHARED,
                                        SMB2CreateDisposition.FILE_OPEN,
                                        EnumSet.of(SMB2CreateOptions.FILE_NON_DIRECTORY_FILE)),
                        shown(file),
                        offset));
    }

    WritableFile write(String file, long offset) throws IOException {
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

    void rename(String from, String to) throws IOException {
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
                forget(from);
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

    void delete(String file) throws IOException {
        StoreEntry entry = find(file);
        if (entry == null) {
            return;
        }
        explained(shown(file), () -> {
            DiskShare open = writable();
            if (entry.directory()) {
                open.rmdir(name(file), true);
                forget(file);
            } else {
                open.rm(name(file));
            }
            return true;
        });
    }

    void makeDirectory(String directory) throws IOException {
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
                    if (!open().folderExists(name)) {
                        open().mkdir(name);
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

    /** A directory, and what lay in it, is somewhere else or gone by now. */
    void forget(String directory) {
        directories.removeIf(known -> known.equals(directory) || known.startsWith(directory + "/"));
    }

    long freeSpace() throws IOException {
        return explained(location, () -> {
            DiskShare open = open();
            if (path.isEmpty() || !open.folderExists(path)) {
                return open.getShareInformation().getFreeSpace();
            }
            try (Directory folder = open.openDirectory(
                    path, EnumSet.of(AccessMask.GENERIC_READ), null, SHARED, SMB2CreateDisposition.FILE_OPEN, null)) {
                return folder.getDiskShare().getShareInformation().getFreeSpace();
            }
        });
    }
}
