package org.godwit.content;

/**
 * A file or directory in a store.
 *
 * @param name last part of its path
 * @param size bytes; 0 for a directory
 * @param modifiedNanos last change in nanoseconds since 1970, as exact as the store knows it
 */
public record StoreEntry(String name, boolean directory, long size, long modifiedNanos) {}
