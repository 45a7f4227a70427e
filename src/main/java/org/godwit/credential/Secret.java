package org.godwit.credential;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A password or key in memory. It never shows itself: not in toString, not in JSON, not in equality. */
public final class Secret implements AutoCloseable {

    private final char[] value;

    public Secret(char[] value) {
        this.value = value.clone();
    }

    @JsonCreator
    public static Secret of(String value) {
        return new Secret(value.toCharArray());
    }

    /** A copy of the characters; the caller overwrites it when done. */
    public char[] reveal() {
        return value.clone();
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    /** Overwrites the characters. */
    @Override
    public void close() {
        Arrays.fill(value, '\0');
    }

    /** The same text for every secret; also what JSON shows where a secret is met by accident. */
    @Override
    @JsonValue
    public String toString() {
        return "[secret]";
    }
}
