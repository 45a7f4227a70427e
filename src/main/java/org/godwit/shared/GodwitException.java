package org.godwit.shared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An error a person can act on: a stable code, a plain sentence, and a hint what to do.
 *
 * <p>Front doors turn it into their form (REST: RFC 9457 problem with {@code code} and {@code hint}). None of its texts
 * may hold a secret.
 */
public final class GodwitException extends RuntimeException {

    /** What kind of error it is; front doors map it to their own status. */
    public enum Kind {
        /** The request is wrong as it stands (HTTP 400). */
        INVALID,
        /** Nobody is signed in, or the sign-in is wrong (HTTP 401). */
        UNAUTHENTICATED,
        /** The caller lacks the right (HTTP 403). */
        FORBIDDEN,
        /** There is no such thing, or not for the caller's scopes (HTTP 404). */
        NOT_FOUND,
        /** The thing's present state forbids it (HTTP 409). */
        CONFLICT,
        /** Understood, but a rule forbids it, e.g. preflight failed (HTTP 422). */
        REFUSED,
        /** Too many requests (HTTP 429). */
        TOO_MANY,
        /** A system we depend on did not answer (HTTP 503). */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;
    private final String hint;
    private final transient Map<String, Object> details = new LinkedHashMap<>();

    /**
     * @param kind what kind of error
     * @param code stable upper snake case code, e.g. {@code CLIENT_BLOCKED}
     * @param message one plain sentence saying what is wrong
     * @param hint what the reader can do about it
     */
    public GodwitException(Kind kind, String code, String message, String hint) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.hint = hint;
    }

    /** As the other constructor, with the exception that led here (kept for logs, never shown to callers). */
    public GodwitException(Kind kind, String code, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.hint = hint;
    }

    public static GodwitException invalid(String code, String message, String hint) {
        return new GodwitException(Kind.INVALID, code, message, hint);
    }

    public static GodwitException notFound(String code, String message, String hint) {
        return new GodwitException(Kind.NOT_FOUND, code, message, hint);
    }

    public static GodwitException conflict(String code, String message, String hint) {
        return new GodwitException(Kind.CONFLICT, code, message, hint);
    }

    public static GodwitException refused(String code, String message, String hint) {
        return new GodwitException(Kind.REFUSED, code, message, hint);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    /**
     * Adds something for programs to read, e.g. the checks that failed; front doors show it beside code and hint.
     *
     * @param value JSON-able; never a secret
     */
    public GodwitException with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /** What was added by {@link #with}, in that order. */
    public Map<String, Object> details() {
        return Collections.unmodifiableMap(details);
    }

    /** {@inheritDoc} Never null: it is given at construction. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
