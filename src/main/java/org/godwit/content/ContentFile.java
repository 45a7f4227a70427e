package org.godwit.content;

/**
 * One file of a content, as {@code DataLib\<ContentID>\…\<name>.INI} states it.
 *
 * @param path relative to the content's root, with {@code /}
 * @param size bytes
 * @param modified last write as a Windows FILETIME (100 ns since 1601-01-01 UTC); 0 if not stated
 * @param attributes Win32 file attributes; 0 if not stated
 * @param hash SHA-256, 64 upper-case hex digits
 */
public record ContentFile(String path, long size, long modified, int attributes, String hash) {}
