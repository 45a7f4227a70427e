package org.godwit.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.godwit.shared.Digests;
import org.jspecify.annotations.Nullable;

/**
 * A distribution point over HTTP(S) as a source (reference G). It gives files under their own names below
 * {@code SMS_DP_SMSPKG$/<ContentID>}, and no manifests of packages: those are what the site states. The hash of each file is
 * what the point's DataLib states, where the point shows it. Where it does not, every file is read once to learn its hash, and
 * the content counts only if the hash of the whole is the one the site states.
 */
public final class HttpStore implements ContentSource {

    private static final String PACKAGES = "SMS_DP_SMSPKG$/";
    private static final String MANIFESTS = PACKAGES + "datalib/";
    private static final int FILES_IN_FLIGHT = 8;
    private static final int MOST_FILES = 2_000_000;
    private static final int ARCHIVE = 0x20;
    /** 100 ns from 1601 to 1970. */
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    private final URI base;
    private final HttpLink link;
    private final HttpListing listing;
    private final Function<String, List<PackageRequest.Expected>> stated;
    private final ManifestTree manifests = new ManifestTree();
    private final Map<String, String> siteHashes = new ConcurrentHashMap<>();
    private final Map<String, URI> files = new ConcurrentHashMap<>();
    private final Set<String> known = new HashSet<>();

    /**
     * @param base up to and without the virtual directory, e.g. {@code https://dp1.contoso.com}
     * @param stated the contents that the site states for a package; empty if it states none
     */
    public HttpStore(URI base, HttpLink link, Function<String, List<PackageRequest.Expected>> stated) {
        this.base = URI.create(base.toString().replaceAll("/*$", "/"));
        this.link = link;
        this.listing = new HttpListing(link);
        this.stated = stated;
    }

    @Override
    public String location() {
        return base.toString();
    }

    @Override
    public List<StoreEntry> list(String directory) throws IOException {
        learn(directory);
        return manifests.list(directory);
    }

    @Override
    public @Nullable StoreEntry find(String path) throws IOException {
        learn(path);
        return manifests.find(path);
    }

    @Override
    public ReadableByteChannel read(String file, long offset) throws IOException {
        learn(file);
        ReadableByteChannel manifest = manifests.read(file, offset);
        if (manifest != null) {
            return manifest;
        }
        ContentFile stored = manifests.stored(file);
        URI uri = stored == null ? null : files.get(stored.hash());
        if (uri == null) {
            throw missing(file);
        }
        return open(uri, offset);
    }

    private ContentException missing(String file) {
        return new ContentException(
                ContentException.Code.CONTENT_FILE_MISSING, file + " is missing at " + location() + ".");
    }

    /** Learns what a path is about, once. */
    private synchronized void learn(String path) throws IOException {
        String[] parts = path.split("/", 3);
        if (parts.length < 2) {
            return;
        }
        String name = parts.length == 2 ? LibraryNames.withoutIni(parts[1]) : parts[1];
        if (parts[0].equals(LibraryNames.PACKAGES) && known.add(LibraryNames.PACKAGES + "/" + name)) {
            learnPackage(name);
        } else if (parts[0].equals(LibraryNames.CONTENTS) && !known.contains(LibraryNames.CONTENTS + "/" + name)) {
            ContentManifest manifest = content(name);
            if (manifest != null) {
                manifests.add(manifest);
            }
            known.add(LibraryNames.CONTENTS + "/" + name);
        }
    }

    private void learnPackage(String packageId) throws ContentException {
        List<PackageRequest.Expected> contents = stated.apply(packageId);
        if (contents.isEmpty()) {
            return;
        }
        List<String> ids =
                contents.stream().map(PackageRequest.Expected::contentId).toList();
        for (PackageRequest.Expected content : contents) {
            String hash = content.hash();
            if (hash != null && !hash.isBlank()) {
                siteHashes.put(content.contentId(), hash.strip());
            }
        }
        String only = ids.size() == 1 && ids.get(0).startsWith(packageId + ".")
                ? ids.get(0).substring(packageId.length() + 1)
                : null;
        manifests.add(new PackageManifest(packageId, only, ids));
    }

    /** A file as the point lists it. */
    private record Listed(String path, URI uri) {}

    private @Nullable ContentManifest content(String contentId) throws IOException {
        LibraryNames.contentDirectory(contentId);
        List<String> directories = new ArrayList<>();
        List<Listed> listed = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(""));
        while (!open.isEmpty()) {
            String directory = open.removeFirst();
            URI uri = uri(PACKAGES + contentId + "/" + (directory.isEmpty() ? "" : directory + "/"));
            List<HttpListing.Child> children = listing.children(uri);
            if (children == null && directory.isEmpty()) {
                return null;
            }
            if (children == null) {
                throw missing(directory);
            }
            for (HttpListing.Child child : children) {
                String path = LibraryNames.child(directory, child.name());
                if (child.directory()) {
                    directories.add(path);
                    open.addLast(path);
                } else {
                    listed.add(new Listed(path, uri(PACKAGES + contentId + "/" + path)));
                }
            }
            if (listed.size() + directories.size() > MOST_FILES) {
                throw ContentException.refused(
                        "Content " + contentId + " has more than " + MOST_FILES + " files and directories.");
            }
        }
        return proven(contentId, directories, listed);
    }

    private ContentManifest proven(String contentId, List<String> directories, List<Listed> listed) throws IOException {
        byte[] info = link.text("GET", uri(MANIFESTS + contentId + LibraryNames.INI), 200);
        String hash = info == null ? null : Ini.parse(info).value("Info", "Hash");
        List<ContentFile> found = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = new Workers(FILES_IN_FLIGHT)) {
            workers.forEach(listed, file -> {
                ContentFile one = info == null ? read(file) : manifest(contentId, file);
                found.add(one);
                files.put(one.hash(), file.uri());
            });
        }
        found.sort(Comparator.comparing(ContentFile::path));
        String site = siteHashes.get(contentId);
        ContentManifest manifest =
                new ContentManifest(contentId, hash == null || hash.isBlank() ? site : hash, directories, found);
        if (info == null && ContentHash.judge(manifest, site, null) != ContentHash.Verdict.CONFIRMED) {
            throw new ContentException(
                    ContentException.Code.CONTENT_HASH_MISMATCH,
                    "Content " + contentId + " at " + location()
                            + " cannot be proven: the point shows no manifests, and "
                            + (site == null
                                    ? "the site states no hash of the whole content."
                                    : "the hash of the whole content is " + ContentHash.of(manifest)
                                            + ", while the site states " + site + "."));
        }
        return manifest;
    }

    private ContentFile manifest(String contentId, Listed file) throws IOException {
        String name = contentId + "/" + file.path() + LibraryNames.INI;
        byte[] text = link.text("GET", uri(MANIFESTS + name), 200);
        if (text == null) {
            throw missing("datalib/" + name);
        }
        return LibraryReader.file(Ini.parse(text), name, file.path(), location());
    }

    /** Reads a file only to learn its size and hash. */
    private ContentFile read(Listed file) throws IOException {
        MessageDigest digest = Digests.sha256();
        long size = 0;
        try (HttpLink.Answer answer = link.ask("GET", file.uri(), 0)) {
            if (answer.status() != 200) {
                throw HttpLink.failed(file.uri(), answer.status());
            }
            InputStream body = answer.body();
            byte[] buffer = new byte[64 * 1024];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                digest.update(buffer, 0, count);
                size += count;
            }
            return new ContentFile(
                    file.path(), size, fileTime(answer.header("Last-Modified")), ARCHIVE, Hashing.hex(digest));
        } catch (ContentException e) {
            throw e;
        } catch (IOException e) {
            throw HttpLink.broken(file.uri(), e);
        }
    }

    private static long fileTime(@Nullable String modified) {
        if (modified == null) {
            return 0;
        }
        try {
            Instant time = ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return time.getEpochSecond() * 10_000_000 + FILETIME_EPOCH;
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private ReadableByteChannel open(URI uri, long offset) throws IOException {
        HttpLink.Answer answer = link.ask("GET", uri, offset);
        try {
            if (answer.status() == 404) {
                throw missing(uri.getPath());
            }
            if (answer.status() == 416) {
                answer.close();
                return java.nio.channels.Channels.newChannel(InputStream.nullInputStream());
            }
            if (answer.status() != 200 && answer.status() != 206) {
                throw HttpLink.failed(uri, answer.status());
            }
            InputStream body = answer.body();
            String range = answer.header("Content-Range");
            if (answer.status() == 206 && (range == null || !range.startsWith("bytes " + offset + "-"))) {
                throw HttpLink.failed(uri, 206);
            }
            if (answer.status() == 200 && offset > 0) {
                body.skipNBytes(offset); // it does not know ranges
            }
            return new Reading(answer, body, uri);
        } catch (ContentException e) {
            answer.close();
            throw e;
        } catch (IOException e) {
            answer.close();
            throw HttpLink.broken(uri, e);
        }
    }

    private static final class Reading implements ReadableByteChannel {
        private final HttpLink.Answer answer;
        private final InputStream body;
        private final URI uri;
        private boolean open = true;

        Reading(HttpLink.Answer answer, InputStream body, URI uri) {
            this.answer = answer;
            this.body = body;
            this.uri = uri;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (!into.hasRemaining()) {
                return 0;
            }
            try {
                int count = body.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
                if (count > 0) {
                    into.position(into.position() + count);
                }
                return count;
            } catch (IOException e) {
                throw HttpLink.broken(uri, e);
            }
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            answer.close();
        }
    }

    private URI uri(String path) {
        StringBuilder text = new StringBuilder(base.toString());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= 'a' && b <= 'z')
                    || "/-._~$".indexOf(b) >= 0;
            text.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
        }
        return URI.create(text.toString());
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
