package org.godwit.sample;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what packages there are and which files make up their contents; about a third of the bytes repeat. */
final class PackagePlan {

    /** Package kinds in the order they are made, so that six packages have one of each common kind. */
    private static final List<Kind> ORDER = List.of(
            Kind.PACKAGE,
            Kind.APPLICATION,
            Kind.BOOT_IMAGE,
            Kind.OS_IMAGE,
            Kind.DRIVERS,
            Kind.UPDATES,
            Kind.OS_UPGRADE,
            Kind.PACKAGE,
            Kind.APPLICATION,
            Kind.PACKAGE,
            Kind.APPLICATION,
            Kind.PACKAGE,
            Kind.PACKAGE,
            Kind.APPLICATION,
            Kind.DRIVERS,
            Kind.PACKAGE,
            Kind.APPLICATION,
            Kind.PACKAGE,
            Kind.UPDATES,
            Kind.PACKAGE);

    private static final List<String> PRODUCTS = List.of(
            "7-Zip",
            "Notepad++",
            "Java Runtime",
            "PDF Reader",
            "VPN Client",
            "Office Add-in",
            "Backup Agent",
            "Project Viewer",
            "Schriftarten für Büros",
            "会議クライアント",
            "CAD Studio",
            "Remote Help");
    private static final List<String> MAKERS = List.of("Contoso", "Fabrikam", "Northwind", "Ängelholm AB", "Litware");
    private static final List<String> FOLDERS = List.of("", "bin", "bin/x64", "data", "data/templates", "docs", "lang");
    private static final List<String> STEMS =
            List.of("setup", "core", "engine", "resources", "help", "license", "module", "plugin", "strings", "theme");
    private static final List<String> ENDINGS = List.of("dll", "exe", "msi", "cab", "xml", "txt", "dat", "ini", "png");

    /** Names that trip careless parsers: below the root of the first package. */
    private static final List<String> ODD_NAMES = List.of(
            "x.ini",
            "config/desktop.INI",
            "config/-leading-dash.txt",
            "config/it's_here.txt",
            "config/a_b-c'd.txt",
            "config/UPPER.TXT",
            "config/percent%20and+plus.txt",
            "config/semi;colon=equals.txt",
            "config/[section].txt",
            "config/no-extension",
            "config/.dotfile");

    private static final List<String> FOREIGN_NAMES =
            List.of("config/Überblick ÄÖÜß.txt", "日本語/説明.txt", "config/Ελληνικά.txt", "config/naïve café.txt");

    enum Kind {
        PACKAGE(0),
        DRIVERS(3),
        UPDATES(5),
        APPLICATION(8),
        OS_IMAGE(257),
        BOOT_IMAGE(258),
        OS_UPGRADE(259);

        final int packageType;

        Kind(int packageType) {
            this.packageType = packageType;
        }
    }

    /**
     * The bytes of a file, by number: equal numbers are equal bytes.
     *
     * @param size bytes
     */
    record Blob(long number, int size) {}

    /**
     * @param path relative to the content's root, with {@code /}
     * @param attributes Win32 attributes (0x20 archive, 0x2 hidden, 0x4 system, 0x1 read-only)
     * @param modified last write, UTC
     */
    record PlannedFile(String path, Blob blob, int attributes, LocalDateTime modified) {}

    /**
     * @param number Content_ID
     * @param uniqueId Content_UniqueID; for a package its PackageID
     * @param version version of the content
     * @param name what the content library calls it
     * @param directories all directories, parents first, also empty ones
     */
    record Content(
            int number, String uniqueId, int version, String name, List<String> directories, List<PlannedFile> files) {
        long bytes() {
            return files.stream().mapToLong(f -> f.blob().size()).sum();
        }
    }

    record Package(
            int number,
            String id,
            Kind kind,
            String name,
            @Nullable String manufacturer,
            @Nullable String version,
            String sourceSite,
            String sourcePath,
            int sourceVersion,
            LocalDateTime sourceDate,
            List<Content> contents) {
        long bytes() {
            return contents.stream().mapToLong(Content::bytes).sum();
        }

        /** Whether the content of the package is one, named after package and version. */
        boolean single() {
            return kind != Kind.APPLICATION && kind != Kind.UPDATES;
        }
    }

    private final SampleSpec spec;
    private final long shared;
    private final boolean foreignNames = representable("Ü日Ελ");
    private long nextBlob;
    private int nextContent = 16_777_500;

    private PackagePlan(SampleSpec spec) {
        this.spec = spec;
        this.shared = Math.max(3, (long) spec.packages() * spec.filesPerPackage() / 20);
        this.nextBlob = shared + 1;
    }

    static List<Package> of(SampleSpec spec) {
        PackagePlan plan = new PackagePlan(spec);
        List<Package> packages = new ArrayList<>(spec.packages());
        for (int i = 0; i < spec.packages(); i++) {
            packages.add(plan.make(i));
        }
        return List.copyOf(packages);
    }

    private Package make(int number) {
        Chance chance = new Chance(spec.seed(), "package", number);
        Kind kind = ORDER.get(number % ORDER.size());
        String site = number % 5 == 3 ? "PS1" : Hierarchy.TOP.code();
        String id = Ids.of(site, 0x10 + number);
        String product = chance.of(PRODUCTS);
        String version = chance.between(1, 24) + "." + chance.below(10) + "." + chance.below(1_000);
        int sourceVersion = chance.between(1, 7);
        LocalDateTime date = ClientGenerator.NOW.minusSeconds(chance.between(10, 900) * 86_400L);
        String share =
                "\\\\" + Hierarchy.TOP.server() + "\\Sources$\\" + kind.name().charAt(0) + "\\" + id;
        return new Package(
                number,
                id,
                kind,
                name(kind, product, version, number),
                number % 7 == 6 ? null : chance.of(MAKERS),
                number % 11 == 10 ? null : version,
                site,
                number % 19 == 12 ? "D:\\Sources\\" + id : share,
                sourceVersion,
                date,
                contents(id, kind, sourceVersion, number, date, chance));
    }

    private static String name(Kind kind, String product, String version, int number) {
        String unique = " (" + String.format(Locale.ROOT, "%03d", number) + ")";
        return switch (kind) {
            case PACKAGE, APPLICATION -> product + " " + version + unique;
            case BOOT_IMAGE -> "Boot image (x64)" + unique;
            case OS_IMAGE -> "Windows 11 Enterprise 23H2 de-DE" + unique;
            case OS_UPGRADE -> "Windows 11 upgrade 24H2" + unique;
            case DRIVERS -> "Drivers – Latitude 54" + number % 100 + unique;
            case UPDATES -> "Monthly updates 2026-" + (1 + number % 11) + unique;
        };
    }

    private List<Content> contents(
            String id, Kind kind, int sourceVersion, int number, LocalDateTime date, Chance chance) {
        int files = Math.max(1, (int) (spec.filesPerPackage() * (0.6 + 0.8 * chance.fraction())));
        List<Content> contents = new ArrayList<>();
        switch (kind) {
            case APPLICATION -> {
                int parts = files >= 2 && number % 3 == 1 ? 2 : 1;
                for (int p = 0; p < parts; p++) {
                    String unique = "Content_" + chance.lowerGuid();
                    int version = chance.between(1, 4);
                    contents.add(content(unique, version, unique + "." + version, files / parts, date, chance));
                }
            }
            case UPDATES -> {
                int parts = Math.max(1, files / 2);
                for (int p = 0; p < parts; p++) {
                    String unique = chance.lowerGuid();
                    contents.add(content(unique, 1, unique, 2, date, chance));
                }
            }
            default -> contents.add(content(id, sourceVersion, id + "." + sourceVersion, files, date, chance));
        }
        if (number == 0) {
            contents.set(0, odd(contents.get(0), date, chance));
        }
        return List.copyOf(contents);
    }

    private Content content(String unique, int version, String name, int count, LocalDateTime date, Chance chance) {
        Set<String> taken = new LinkedHashSet<>();
        List<PlannedFile> files = new ArrayList<>(count);
        while (files.size() < count) {
            String folder = chance.of(FOLDERS);
            String file = chance.of(STEMS) + (taken.size() < 20 ? "" : "_" + taken.size()) + "." + chance.of(ENDINGS);
            String path = folder.isEmpty() ? file : folder + "/" + file;
            if (taken.add(path.toLowerCase(Locale.ROOT))) {
                int attributes = chance.percent(3) ? 0x26 : chance.percent(10) ? 0x21 : 0x20;
                LocalDateTime modified = date.minusSeconds(chance.below(86_400 * 300));
                files.add(new PlannedFile(path, blob(chance), attributes, modified));
            }
        }
        return new Content(nextContent++, unique, version, name, directories(files), List.copyOf(files));
    }

    /** The same content with every name, size and directory that is rare in practice and wrong in careless readers. */
    private Content odd(Content plain, LocalDateTime date, Chance chance) {
        List<PlannedFile> files = new ArrayList<>(plain.files());
        List<String> names = new ArrayList<>(ODD_NAMES);
        if (foreignNames) {
            names.addAll(FOREIGN_NAMES);
        }
        names.add("deep/" + "long directory name of forty characters/".repeat(7) + "file.txt");
        for (String name : names) {
            files.add(new PlannedFile(name, blob(chance), 0x20, date));
        }
        files.add(new PlannedFile("empty.txt", new Blob(0, 0), 0x20, date));
        files.add(new PlannedFile("data/also empty.dat", new Blob(0, 0), 0x22, date));
        List<String> directories = new ArrayList<>(directories(files));
        directories.add("Empty");
        directories.add("Empty/Emptier");
        return new Content(
                plain.number(),
                plain.uniqueId(),
                plain.version(),
                plain.name(),
                List.copyOf(directories),
                List.copyOf(files));
    }

    private static List<String> directories(List<PlannedFile> files) {
        Set<String> all = new LinkedHashSet<>();
        for (PlannedFile file : files) {
            for (int at = file.path().indexOf('/'); at > 0; at = file.path().indexOf('/', at + 1)) {
                all.add(file.path().substring(0, at));
            }
        }
        return List.copyOf(all);
    }

    /** More than a third of all files come from a small stock, so that about a third of all bytes repeat. */
    private Blob blob(Chance chance) {
        long number = chance.percent(38) ? 1 + Math.floorMod(chance.next(), shared) : nextBlob++;
        return new Blob(number, size(number));
    }

    /** Many small files, some middling, few large; on average what was asked for. */
    private int size(long number) {
        Chance chance = new Chance(spec.seed(), "size", number);
        int kind = chance.below(100);
        double factor = kind < 70
                ? 0.02 + 0.18 * chance.fraction()
                : kind < 95 ? 0.3 + 2.7 * chance.fraction() : 4 + 12 * chance.fraction();
        return Math.max(16, (int) (factor * spec.fileBytes()));
    }

    /** Whether this platform's file names can hold the text; on a POSIX locale Java takes ASCII only. */
    private static boolean representable(String text) {
        try {
            return Path.of(text).toString().equals(text);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A time as a Windows FILETIME: 100 ns since 1601-01-01 UTC. */
    static long fileTime(LocalDateTime time) {
        return (time.toEpochSecond(ZoneOffset.UTC) + 11_644_473_600L) * 10_000_000L;
    }
}
