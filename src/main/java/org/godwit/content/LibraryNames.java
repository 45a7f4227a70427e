package org.godwit.content;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of a content library's files (reference E), as relative paths with {@code /}, and the rules that names from a
 * library must keep before they become part of a path. A hostile library cannot make a name that leaves its place.
 */
final class LibraryNames {

    static final String PACKAGES = "PkgLib";
    static final String CONTENTS = "DataLib";
    static final String FILES = "FileLib";
    static final String INI = ".INI";
    /** Godwit's own directory in a destination library: the lock and files that are not verified yet. */
    static final String STAGING = ".godwit";

    private static final int MAX_SEGMENT = 255;
    private static final int MAX_PATH = 4096;
    private static final int MAX_DEPTH = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_{}-][A-Za-z0-9_{}. -]{0,199}");
    private static final Pattern HASH = Pattern.compile("[0-9A-F]{64}");
    private static final Pattern RESERVED = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|COM[0-9\u00B9\u00B2\u00B3]|LPT[0-9\u00B9\u00B2\u00B3])( *\\..*| *)",
            Pattern.CASE_INSENSITIVE);

    private LibraryNames() {}

    static String packageIni(String packageId) throws ContentException {
        return PACKAGES + "/" + id(packageId, "package id") + INI;
    }

    static String contentIni(String contentId) throws ContentException {
        return CONTENTS + "/" + id(contentId, "content id") + INI;
    }

    static String contentDirectory(String contentId) throws ContentException {
        return CONTENTS + "/" + id(contentId, "content id");
    }

    /** @param hash 64 upper-case hex digits */
    static String file(String hash) {
        return FILES + "/" + hash.substring(0, 4) + "/" + hash;
    }

    static String fileDirectory(String hash) {
        return FILES + "/" + hash.substring(0, 4);
    }

    static String fileUsers(String hash) {
        return file(hash) + INI;
    }

    static String staged(String hash) {
        return STAGING + "/" + hash + ".part";
    }

    /** The hash of a staged file's path. */
    static String ofStaged(String path) {
        return path.substring(STAGING.length() + 1, path.length() - ".part".length());
    }

    /** The name without exactly one trailing {@code .INI}; a file that is itself {@code x.ini} is kept as {@code x.ini.INI}. */
    static String withoutIni(String name) {
        return isIni(name) ? name.substring(0, name.length() - INI.length()) : name;
    }

    static boolean isIni(String name) {
        return name.length() > INI.length() && name.toUpperCase(Locale.ROOT).endsWith(INI);
    }

    /**
     * @return the hash in upper case
     * @throws ContentException {@code CONTENT_REFUSED} if it is not a SHA-256
     */
    static String hash(String text, String file) throws ContentException {
        String hash = text.strip().toUpperCase(Locale.ROOT);
        if (!HASH.matcher(hash).matches()) {
            throw ContentException.refused(
                    "The manifest of " + file + " states no SHA-256 (64 hex digits) but " + shown(text) + ".");
        }
        return hash;
    }

    private static String id(String text, String what) throws ContentException {
        if (!ID.matcher(text).matches() || reserved(text) || text.endsWith(".") || text.endsWith(" ")) {
            throw ContentException.refused("The " + what + " " + shown(text) + " is not one.");
        }
        return text;
    }

    /** @throws ContentException {@code CONTENT_REFUSED} if this cannot be the name of one file or directory on Windows */
    static String segment(String name, String directory) throws ContentException {
        String why = null;
        if (name.isEmpty() || name.length() > MAX_SEGMENT) {
            why = "its length";
        } else if (name.equals(".") || name.equals("..")) {
            why = "it leads elsewhere";
        } else if (name.chars().anyMatch(c -> c < 32 || c == 127 || "<>:\"/\\|?*".indexOf(c) >= 0)) {
            why = "a character no file name may have";
        } else if (name.endsWith(".") || name.endsWith(" ")) {
            why = "a dot or blank at its end";
        } else if (reserved(name)) {
            why = "it is reserved on Windows";
        }
        if (why != null) {
            throw ContentException.refused(
                    "The name " + shown(name) + " in " + shown(directory) + " is refused: " + why + ".");
        }
        return name;
    }

    /** @throws ContentException {@code CONTENT_REFUSED} if the path is too long or too deep */
    static String child(String directory, String name) throws ContentException {
        String path = directory.isEmpty() ? name : directory + "/" + name;
        if (path.length() > MAX_PATH || path.chars().filter(c -> c == '/').count() >= MAX_DEPTH) {
            throw ContentException.refused("The path " + shown(path) + " is too long or too deep.");
        }
        return path;
    }

    /** A name as NTFS compares it: each UTF-16 unit in upper case for itself, those beyond ASCII staying beyond. */
    static String upperCase(String name) {
        char[] units = name.toCharArray();
        for (int i = 0; i < units.length; i++) {
            char upper = Character.toUpperCase(units[i]);
            units[i] = units[i] > 127 && upper <= 127 ? units[i] : upper;
        }
        return new String(units);
    }

    /** The directory of a path; empty for the library's root. */
    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static boolean reserved(String name) {
        return RESERVED.matcher(name).matches();
    }

    /** A name of unknown origin, fit for a message. */
    static String shown(String text) {
        String safe = text.replaceAll("[\\p{Cntrl}]", "?");
        return "'" + (safe.length() > 200 ? safe.substring(0, 200) + "…" : safe) + "'";
    }
}
