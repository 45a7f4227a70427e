package org.godwit.site;

import java.util.Objects;

/**
 * A source that could not be read, with the typed cause a gathering keeps. Codes are the product's own
 * SMS_MigrationSiteMapping.Status values (reference CM 2.2).
 */
public final class SourceFailure extends RuntimeException {

    public enum Cause {
        UNAUTHORISED(259),
        NETWORK_TIMEOUT(515),
        NO_PROVIDER_PERMISSION(771),
        SQL_ERROR(1027),
        NOT_TOP_LEVEL(1283),
        SAME_HIERARCHY(1539),
        UNSUPPORTED_VERSION(1795),
        NO_SQL_FUNCTION_PERMISSION(2051),
        DUPLICATE_SITE_CODE(2307),
        DUPLICATE_SITE_CODE_OTHER_SOURCE(4099);

        private final int code;

        Cause(int code) {
            this.code = code;
        }

        /** The product's status value. */
        public int code() {
            return code;
        }
    }

    private final Cause reason;
    private final String hint;
    private final boolean passing;

    /**
     * @param reason typed cause
     * @param message one plain sentence; no secret, no statement text
     * @param hint what to do about it
     */
    public SourceFailure(Cause reason, String message, String hint, Throwable cause) {
        this(reason, message, hint, cause, reason == Cause.NETWORK_TIMEOUT);
    }

    /** @param passing whether the same may succeed in a while though nobody does anything about it */
    public SourceFailure(Cause reason, String message, String hint, Throwable cause, boolean passing) {
        super(message, cause);
        this.reason = reason;
        this.hint = hint;
        this.passing = passing;
    }

    public SourceFailure(Cause reason, String message, String hint) {
        super(message);
        this.reason = reason;
        this.hint = hint;
        this.passing = reason == Cause.NETWORK_TIMEOUT;
    }

    /** {@inheritDoc} Never null: it is given at construction. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public Cause reason() {
        return reason;
    }

    public String hint() {
        return hint;
    }

    /** Whether the same may succeed in a while though nobody does anything about it: no answer, a failover, a deadlock. */
    public boolean passing() {
        return passing;
    }
}
